import { inline, type Inline } from './inline';

/** The block half: fences, quotes, lists, headings as strong lines, paragraphs with their line breaks kept. */
export type Block =
  | { kind: 'code'; text: string; language: string }
  | { kind: 'quote'; inside: Block[] }
  | { kind: 'list'; start: number | null; items: Inline[][] }
  | { kind: 'heading'; inside: Inline[] }
  | { kind: 'paragraph'; inside: Inline[] };

// Others write what these read: no two ways may lead to the same match, and `s` keeps U+2028 from ending one early.
const fence = /^\s{0,3}(`{3,}|~{3,})\s*(?:([\w+#.-]+)\s*)?$/;
const bullet = /^\s{0,6}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/s;
const quote = /^\s{0,3}>\s?(.*)$/s;
const heading = /^#{1,6}\s+(.(?:.*[^#])?)#*$/s;

export function blocks(source: string, depth = 0): Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const out: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const taken = take(lines, at, depth);
    if (taken.block) out.push(taken.block);
    at = taken.next;
  }
  return out;
}

interface Taken {
  block: Block | null;
  next: number;
}

function take(lines: string[], at: number, depth: number): Taken {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { block: null, next: at + 1 };
  const opened = fence.exec(line);
  if (opened) return takeFence(lines, at, opened[1] ?? '```', opened[2] ?? '');
  if (quote.test(line) && depth < 4) {
    const { found, next } = run(lines, at, quote);
    return {
      block: { kind: 'quote', inside: blocks(found.map((one) => one[1] ?? '').join('\n'), depth + 1) },
      next,
    };
  }
  const item = bullet.exec(line);
  if (item) {
    const start = item[1] === undefined ? null : Number(item[1]);
    const { found, next } = run(lines, at, bullet, (one) => (one[1] === undefined) === (start === null));
    return { block: { kind: 'list', start, items: found.map((one) => inline(one[2] ?? '')) }, next };
  }
  const title = heading.exec(line);
  if (title) return { block: { kind: 'heading', inside: inline((title[1] ?? '').trimEnd()) }, next: at + 1 };
  return takeParagraph(lines, at);
}

function takeFence(lines: string[], at: number, mark: string, language: string): Taken {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? '').trim().startsWith(mark)) end += 1;
  // A fence that is never closed reaches to the end: better than half a log turned into italics.
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n'), language }, next: end + 1 };
}

function run(lines: string[], at: number, pattern: RegExp, isSame = (_: RegExpExecArray) => true) {
  const found: RegExpExecArray[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const hit = pattern.exec(lines[next] ?? '');
    if (!hit || !isSame(hit)) break;
    found.push(hit);
  }
  return { found, next };
}

function takeParagraph(lines: string[], at: number): Taken {
  let end = at + 1;
  while (end < lines.length && !starts(lines[end] ?? '')) end += 1;
  return { block: { kind: 'paragraph', inside: inline(lines.slice(at, end).join('\n')) }, next: end };
}

const starts = (line: string) =>
  line.trim() === '' || fence.test(line) || quote.test(line) || bullet.test(line) || heading.test(line);

const picture =
  /^(?:\p{RI}{2}|\p{Emoji}\uFE0F|(?!\p{RI}{2}|\p{Emoji}\uFE0F)[\p{Extended_Pictographic}\p{Emoji_Presentation}\p{Emoji_Modifier}\s]|\u200D|\uFE0F|\u20E3){1,48}$/u;

/** Up to some few pictures and nothing else are shown large. */
export const onlyEmoji = (text: string): boolean => /\S/.test(text) && picture.test(text);
