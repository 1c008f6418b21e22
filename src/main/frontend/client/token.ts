/** What a token says about itself, read without checking it: that is the server's task. */
export function claimsOf(token: string): { sub?: string; exp?: number } {
  try {
    const part = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as { sub?: string; exp?: number };
  } catch {
    return {};
  }
}

export const subjectOf = (token: string): string => claimsOf(token).sub ?? '';
