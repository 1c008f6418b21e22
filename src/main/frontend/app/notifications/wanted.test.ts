import { describe, expect, it } from 'vitest';
import { alice, message } from '../testkit/said';
import { isEnough, isQuiet } from './wanted';

const at = (time: string) => new Date(`2026-11-20T${time}`);
const quietAt = (from: string, to: string, times: string[]) =>
  times.filter((time) => isQuiet({ from, to }, at(time)));

describe('Quiet hours', () => {
  it('begin with their first minute and end before their last', () => {
    const times = ['11:59:59', '12:00:00', '12:30:00', '13:29:59', '13:30:00'];
    expect(quietAt('12:00', '13:30', times)).toEqual(['12:00:00', '12:30:00', '13:29:59']);
  });

  it('go over midnight', () => {
    const times = ['00:00:00', '06:59:59', '07:00:00', '12:00:00', '21:59:59', '22:00:00', '23:59:59'];
    expect(quietAt('22:00', '07:00', times)).toEqual(['00:00:00', '06:59:59', '22:00:00', '23:59:59']);
  });

  it('end at midnight', () => {
    const times = ['00:00:00', '21:59:59', '22:00:00', '23:59:59'];
    expect(quietAt('22:00', '00:00', times)).toEqual(['22:00:00', '23:59:59']);
  });

  it('are not there without a choice, or between a time and itself', () => {
    expect(isQuiet(null, at('03:00:00'))).toBe(false);
    expect(quietAt('08:00', '08:00', ['07:59:00', '08:00:00', '20:00:00'])).toEqual([]);
  });
});

describe('A level', () => {
  const plain = message(1);
  const toMe = message(2, { mentions: [alice.id] });
  const toBob = message(3, { mentions: [2] });
  const told = (level: 'all' | 'mentions' | 'none') =>
    [plain, toMe, toBob].filter((one) => isEnough(level, one, alice.id));

  it('tells all, what mentions me, or nothing', () => {
    expect(told('all')).toEqual([plain, toMe, toBob]);
    expect(told('mentions')).toEqual([toMe]);
    expect(told('none')).toEqual([]);
  });
});
