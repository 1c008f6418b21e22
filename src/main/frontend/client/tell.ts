/** Tells each listener. One that throws is reported to the page, and costs neither the others nor whoever tells. */
export function tell<T>(listeners: Iterable<(value: T) => void>, value: T): void {
  for (const listener of [...listeners]) {
    try {
      listener(value);
    } catch (reason) {
      report(reason);
    }
  }
}

function report(reason: unknown): void {
  // Node has none, whatever the types say.
  const { reportError } = globalThis as { reportError?: (reason: unknown) => void };
  if (reportError) reportError(reason);
  // eslint-disable-next-line no-console -- where there is no page there is no other place to say it
  else console.error(reason);
}
