/**
 * A UUID that begins with the time in milliseconds (version 7: RFC 9562, section 5.7), so that the server's index takes
 * those of one hour side by side. Also on a page without TLS, where crypto.randomUUID is missing.
 */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x70;
  bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80;
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const hex = Date.now().toString(16).padStart(12, '0') + random;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
