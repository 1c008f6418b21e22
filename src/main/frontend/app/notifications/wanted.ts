import type { Message } from '@parlance/client';
import type { Level, Settings } from '../ground/settings';

/** From ten at night to seven in the morning goes over midnight. The same time twice is no time at all. */
export function isQuiet(quiet: Settings['quiet'], now: Date): boolean {
  if (!quiet) return false;
  const time = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
  return quiet.from <= quiet.to
    ? quiet.from <= time && time < quiet.to
    : quiet.from <= time || time < quiet.to;
}

/** Whether a message is worth telling at this level of its conversation. */
export function isEnough(level: Level, message: Message, me: number): boolean {
  return level === 'all' || (level === 'mentions' && message.mentions.includes(me));
}
