/** The inline half of the little Markdown that messages may use. The result is data; nothing here makes HTML. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em' | 'strike'; inside: Inline[] }
  | { kind: 'link'; href: string; inside: Inline[] }
  | { kind: 'mention'; username: string }
  | { kind: 'channel'; name: string }
  | { kind: 'break' };

const safe = /^(?:https?:\/\/|mailto:)[^\s]+$/i;

/** Only http, https and mailto; anything else stays text. */
export function safeHref(href: string): string | null {
  if (!safe.test(href)) return null;
  try {
    const url = new URL(href);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

interface Rule {
  /** Anchored at the position it is tried at (sticky). */
  at: RegExp;
  /** How it begins (sticky). Where that leads to nothing, no other with the same mark does before `until`. */
  mark?: RegExp;
  until?: RegExp;
  /** Not in the middle of a word. */
  apart?: boolean;
  make: (found: RegExpExecArray, depth: number, links: boolean) => Inline | null;
}

const wordBefore = /[\p{L}\p{N}_]$/u;
const lineEnd = /\n/g;

const rules: readonly Rule[] = [
  { at: /\\([\\`*_~[\]()#>+\-.!@:])/y, make: (found) => ({ kind: 'text', text: found[1] ?? '' }) },
  {
    mark: /`{1,16}(?!`)/y,
    at: /(`{1,16})(?!`)([^\n]*?[^`\n])\1(?!`)/y,
    make: (found) => ({ kind: 'code', text: (found[2] ?? '').trim() }),
  },
  { at: /\n/y, make: () => ({ kind: 'break' }) },
  {
    mark: /\[/y,
    until: /[\]\n]/g,
    at: /\[([^\]\n]+)\]\(([^()\s]{1,2000}(?:\([^()\s]*\)[^()\s]*)*)\)/y,
    make: (found, depth) => {
      const href = safeHref(found[2] ?? '');
      return href ? { kind: 'link', href, inside: inline(found[1] ?? '', depth + 1, false) } : null;
    },
  },
  {
    mark: /https?:\/\//iy,
    until: /[\s<>"`]/g,
    at: /https?:\/\/[^\s<>"`]+/iy,
    apart: true,
    make: (found) => autolink(found[0]),
  },
  { mark: /(?:\*\*|__)(?=\S)/y, at: /(\*\*|__)(?=\S)([^\n]*?\S)\1/y, make: nest('strong') },
  { mark: /~~(?=\S)/y, at: /~~(?=\S)()([^\n]*?\S)~~/y, make: nest('strike') },
  { at: /(\*)(?=[^\s*])([^\n*]*?[^\s*])\*(?!\*)/y, make: nest('em') },
  {
    mark: /_(?=[^\s_])/y,
    at: /(_)(?=[^\s_])([^\n]*?[^\s_])_(?![\p{L}\p{N}_])/uy,
    apart: true,
    make: nest('em'),
  },
  {
    at: /@([\p{L}\p{N}][\p{L}\p{N}._-]{0,63})/uy,
    apart: true,
    make: (found) => ({ kind: 'mention', username: (found[1] ?? '').replace(/[._-]+$/, '') }),
  },
  {
    at: /#([\p{L}\p{N}][\p{L}\p{N}_-]{0,63})/uy,
    apart: true,
    make: (found) => ({ kind: 'channel', name: found[1] ?? '' }),
  },
];

function nest(kind: 'strong' | 'em' | 'strike') {
  return (found: RegExpExecArray, depth: number, links: boolean): Inline => ({
    kind,
    inside: inline(found[2] ?? '', depth + 1, links),
  });
}

/** A full stop or bracket after a link belongs to the sentence. */
function autolink(found: string): Inline | null {
  let end = found.length;
  while ('.,;:!?\'"*_~]'.includes(found.charAt(end - 1))) end -= 1;
  const count = (bracket: string) => found.slice(0, end).split(bracket).length;
  for (let extra = count(')') - count('('); extra > 0 && found[end - 1] === ')'; extra -= 1) end -= 1;
  const text = found.slice(0, end);
  const href = safeHref(text);
  return href ? { kind: 'link', href, inside: [{ kind: 'text', text }] } : null;
}

function lengthOf(node: Inline, found: RegExpExecArray): number {
  if (node.kind === 'mention') return node.username.length + 1;
  const first = node.kind === 'link' ? node.inside[0] : undefined;
  const bare = /^http/i.test(found[0]) && first?.kind === 'text';
  return bare ? first.text.length : found[0].length;
}

const starts = /[\\`\n[*_~@#h]/gi;

export function inline(text: string, depth = 0, links = true): Inline[] {
  const out: Inline[] = [];
  const barren = new Map<string, number>();
  let plain = 0;
  let at = 0;
  const flush = (end: number) => {
    if (end > plain) out.push({ kind: 'text', text: text.slice(plain, end) });
  };
  while (at < text.length) {
    const next = execAt(starts, text, at);
    if (!next || depth > 6) break;
    at = next.index;
    const hit = tryRules(text, at, depth, links, barren);
    if (hit) {
      flush(at);
      out.push(hit.node);
      at += hit.length;
      plain = at;
    } else {
      at += 1;
    }
  }
  flush(text.length);
  return out;
}

/** `barren` says up to where each mark leads to nothing: a line full of marks is not searched once for each. */
function tryRules(text: string, at: number, depth: number, links: boolean, barren: Map<string, number>) {
  const inWord = wordBefore.test(text.slice(Math.max(0, at - 2), at));
  for (const rule of rules) {
    if (rule.apart && inWord) continue;
    const mark = rule.mark && execAt(rule.mark, text, at)?.[0];
    if (rule.mark && (mark === undefined || at < (barren.get(mark) ?? 0))) continue;
    const found = execAt(rule.at, text, at);
    const node = found && rule.make(found, depth, links);
    if (node && (links || !['link', 'mention', 'channel'].includes(node.kind)))
      return { node, length: lengthOf(node, found) };
    if (mark) barren.set(mark, execAt(rule.until ?? lineEnd, text, at)?.index ?? text.length);
  }
  return null;
}

function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
