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
  make: (found: RegExpExecArray, before: string, depth: number) => Inline | null;
}

const wordBefore = /[\p{L}\p{N}_]$/u;

const rules: readonly Rule[] = [
  { at: /\\([\\`*_~[\]()#>+\-.!@:])/y, make: (found) => ({ kind: 'text', text: found[1] ?? '' }) },
  {
    at: /(`+)(?!`)([^\n]*?[^`\n])\1(?!`)/y,
    make: (found) => ({ kind: 'code', text: (found[2] ?? '').trim() }),
  },
  { at: /\n/y, make: () => ({ kind: 'break' }) },
  {
    at: /\[([^\]\n]{1,400})\]\(([^()\s]{1,2000}(?:\([^()\s]*\)[^()\s]*)*)\)/y,
    make: (found, _before, depth) => {
      const href = safeHref(found[2] ?? '');
      return href ? { kind: 'link', href, inside: inline(found[1] ?? '', depth + 1, false) } : null;
    },
  },
  {
    at: /https?:\/\/[^\s<>"`]+/iy,
    make: (found, before) => (wordBefore.test(before) ? null : autolink(found[0])),
  },
  { at: /(\*\*|__)(?=\S)([^\n]*?\S)\1/y, make: nest('strong') },
  { at: /~~(?=\S)()([^\n]*?\S)~~/y, make: nest('strike') },
  { at: /(\*)(?=[^\s*])([^\n*]*?[^\s*])\*(?!\*)/y, make: nest('em') },
  {
    at: /(_)(?=[^\s_])([^\n]*?[^\s_])_(?![\p{L}\p{N}_])/uy,
    make: (found, before, depth) => (wordBefore.test(before) ? null : nest('em')(found, before, depth)),
  },
  {
    at: /@([\p{L}\p{N}][\p{L}\p{N}._-]{0,63})/uy,
    make: (found, before) => {
      if (wordBefore.test(before)) return null;
      return { kind: 'mention', username: (found[1] ?? '').replace(/[._-]+$/, '') };
    },
  },
  {
    at: /#([\p{L}\p{N}][\p{L}\p{N}_-]{0,63})/uy,
    make: (found, before) => (wordBefore.test(before) ? null : { kind: 'channel', name: found[1] ?? '' }),
  },
];

function nest(kind: 'strong' | 'em' | 'strike') {
  return (found: RegExpExecArray, _before: string, depth: number): Inline => ({
    kind,
    inside: inline(found[2] ?? '', depth + 1),
  });
}

/** A full stop or bracket after a link belongs to the sentence. */
function autolink(found: string): Inline | null {
  let text = found.replace(/[.,;:!?'"*_~\]]+$/, '');
  while (text.endsWith(')') && text.split(')').length > text.split('(').length) text = text.slice(0, -1);
  const href = safeHref(text);
  return href ? { kind: 'link', href, inside: [{ kind: 'text', text }] } : null;
}

function lengthOf(node: Inline, found: RegExpExecArray): number {
  if (node.kind === 'mention') return node.username.length + 1;
  const first = node.kind === 'link' ? node.inside[0] : undefined;
  const bare = found[0].startsWith('http') && first?.kind === 'text';
  return bare ? first.text.length : found[0].length;
}

const starts = /[\\`\n[*_~@#h]/gi;

export function inline(text: string, depth = 0, links = true): Inline[] {
  const out: Inline[] = [];
  let plain = 0;
  let at = 0;
  const flush = (end: number) => {
    if (end > plain) out.push({ kind: 'text', text: text.slice(plain, end) });
  };
  while (at < text.length) {
    starts.lastIndex = at;
    const next = starts.exec(text);
    if (!next || depth > 6) break;
    at = next.index;
    const hit = tryRules(text, at, depth, links);
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

function tryRules(text: string, at: number, depth: number, links: boolean) {
  for (const rule of rules) {
    rule.at.lastIndex = at;
    const found = rule.at.exec(text);
    if (!found) continue;
    const node = rule.make(found, text.slice(Math.max(0, at - 2), at), depth);
    if (!node || (!links && (node.kind === 'link' || node.kind === 'mention'))) continue;
    return { node, length: lengthOf(node, found) };
  }
  return null;
}
