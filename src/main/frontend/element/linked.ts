const link = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]/g;

/** Text as text nodes, and web addresses in it as links; nothing in it is ever read as HTML. */
export function linked(text: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(link)) {
    parts.push(text.slice(end, match.index), anchor(match[0]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== '');
}

function anchor(address: string): Node | string {
  if (!URL.canParse(address)) return address;
  const made = document.createElement('a');
  made.href = address;
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  made.textContent = address;
  return made;
}
