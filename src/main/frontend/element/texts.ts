const english = {
  messages: 'Messages',
  write: 'Write a message',
  send: 'Send',
  sending: 'Sending …',
  failed: 'Not sent.',
  retry: 'Retry',
  discard: 'Discard',
  edited: '(edited)',
  deleted: 'This message was deleted.',
  denied: 'This conversation does not exist, or you have no access to it.',
  signIn: 'Please sign in to see this conversation.',
  empty: 'Nothing here yet. Say hello!',
  loading: 'Loading …',
  connecting: 'Connecting …',
  connected: '',
  disconnected: 'Not connected. Messages will be sent when you are back.',
  error: 'No live connection. Still trying.',
  tryNow: 'Try now',
};

export type Texts = typeof english;

const german: Texts = {
  messages: 'Nachrichten',
  write: 'Nachricht schreiben',
  send: 'Senden',
  sending: 'Wird gesendet …',
  failed: 'Nicht gesendet.',
  retry: 'Erneut versuchen',
  discard: 'Verwerfen',
  edited: '(bearbeitet)',
  deleted: 'Diese Nachricht wurde gelöscht.',
  denied: 'Diese Unterhaltung gibt es nicht, oder du hast keinen Zugang.',
  signIn: 'Bitte melde dich an, um diese Unterhaltung zu sehen.',
  empty: 'Noch nichts da. Sag Hallo!',
  loading: 'Wird geladen …',
  connecting: 'Verbinde …',
  connected: '',
  disconnected: 'Nicht verbunden. Nachrichten werden gesendet, sobald du zurück bist.',
  error: 'Keine Live-Verbindung. Es wird weiter versucht.',
  tryNow: 'Jetzt versuchen',
};

export const textsFor = (language: string): Texts =>
  language.toLowerCase().startsWith('de') ? german : english;
