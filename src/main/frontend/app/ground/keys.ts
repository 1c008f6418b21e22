const mac = /Mac|iP(?:hone|ad|od)/.test(navigator.platform);

export const modifier = mac ? '⌘' : 'Ctrl';

export const withModifier = (event: KeyboardEvent | React.KeyboardEvent): boolean =>
  mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
