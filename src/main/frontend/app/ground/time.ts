import { locale } from '../words';

/** Formatters are dear to make and are needed for every row: one of each per language. */
const made = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions, at: string | number): string {
  const key = locale() + JSON.stringify(options);
  let formatter = made.get(key);
  if (!formatter) made.set(key, (formatter = new Intl.DateTimeFormat(locale(), options)));
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : formatter.format(date);
}

export const clock = (at: string): string => format({ hour: 'numeric', minute: '2-digit' }, at);

export const exact = (at: string): string => format({ dateStyle: 'full', timeStyle: 'medium' }, at);

export const dayKey = (at: string): string => new Date(at).toDateString();

export function dayName(at: string, now = Date.now()): string {
  const date = new Date(at);
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(date.getTime())) / 86_400_000);
  if (days === 0 || days === 1) {
    const word = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(-days, 'day');
    return word.charAt(0).toLocaleUpperCase(locale()) + word.slice(1);
  }
  const year = date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const };
  return format({ weekday: 'long', day: 'numeric', month: 'long', ...year }, at);
}

export function ago(at: string, now = Date.now()): string {
  const minutes = Math.round((new Date(at).getTime() - now) / 60_000);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  if (minutes >= 0) return relative.format(0, 'second');
  if (minutes > -60) return relative.format(minutes, 'minute');
  if (minutes > -60 * 24) return relative.format(Math.round(minutes / 60), 'hour');
  return relative.format(Math.round(minutes / 1440), 'day');
}
