const css = `
:host {
  --parlance-ink: #1d2129; --parlance-dim: #5b6270; --parlance-paper: #fff; --parlance-line: #d9dde3;
  --parlance-accent: #1a5fb4; --parlance-mine: #eef4fc; --parlance-bad: #b3261e;
  display: flex; flex-direction: column; block-size: 28rem; min-inline-size: 0;
  font: 15px/1.45 system-ui, sans-serif; color: var(--parlance-ink); background: var(--parlance-paper);
  border: 1px solid var(--parlance-line); border-radius: 8px; overflow: hidden;
}
@media (prefers-color-scheme: dark) {
  :host {
    --parlance-ink: #e6e8ec; --parlance-dim: #a4abb8; --parlance-paper: #1b1e24; --parlance-line: #3a3f4a;
    --parlance-accent: #8ab8f5; --parlance-mine: #232c3a; --parlance-bad: #ff8a80;
  }
}
:host([hidden]) { display: none; }
.banner { padding: 6px 12px; display: flex; gap: 8px; align-items: center; }
.banner[data-state=''], .banner:not([data-state]) { display: none; }
.banner[data-state='connecting'] { background: #fff3c4; color: #4a3b00; }
.banner[data-state='disconnected'] { background: #ffdfb8; color: #512c00; }
.banner[data-state='error'] { background: #ffd9d6; color: #5f1410; }
.banner button { color: inherit; background: none; border-color: currentColor; }
.log { flex: 1; margin: 0; padding: 8px 0; list-style: none; overflow-y: auto; overflow-anchor: none; }
.log:focus-visible, button:focus-visible, textarea:focus-visible { outline: 2px solid var(--parlance-accent); outline-offset: -2px; }
li { padding: 4px 12px; }
.mine { background: var(--parlance-mine); }
.pending { opacity: .65; }
.head { display: flex; gap: 8px; align-items: baseline; color: var(--parlance-dim); font-size: .85em; }
.failed .head { color: var(--parlance-bad); }
.name { font-weight: 600; color: var(--parlance-ink); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.body { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.gone, .note { color: var(--parlance-dim); font-style: italic; }
.note { padding: 24px 12px; text-align: center; }
.reaction { display: inline-block; margin-inline-end: 4px; padding: 0 6px; border: 1px solid var(--parlance-line); border-radius: 10px; font-size: .85em; }
a { color: var(--parlance-accent); }
form { display: flex; gap: 8px; padding: 8px; border-block-start: 1px solid var(--parlance-line); }
textarea { flex: 1; min-inline-size: 0; resize: none; field-sizing: content; max-block-size: 8rem; padding: 10px; font: inherit; color: inherit; background: transparent; border: 1px solid var(--parlance-line); border-radius: 6px; }
button { min-block-size: 28px; padding: 2px 10px; font: inherit; color: var(--parlance-accent); background: none; border: 1px solid var(--parlance-line); border-radius: 6px; cursor: pointer; }
form button { min-block-size: 44px; }
`;

let sheet: CSSStyleSheet | undefined;

/** A constructed sheet needs no 'unsafe-inline' in the page's content security policy. */
export function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
