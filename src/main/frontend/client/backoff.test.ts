import { expect, it, vi } from 'vitest';
import { backoff } from './backoff.ts';
import { uuid } from './uuid.ts';

it('doubles its ceiling from half a second to thirty', () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  expect([0, 1, 2, 5, 6, 50].map((attempt) => backoff(attempt))).toEqual([
    500, 1_000, 2_000, 16_000, 30_000, 30_000,
  ]);
  vi.restoreAllMocks();
});

it('spreads over the whole of it', () => {
  const waits = Array.from({ length: 1_000 }, () => backoff(10));
  expect(Math.min(...waits)).toBeLessThan(3_000);
  expect(Math.max(...waits)).toBeGreaterThan(27_000);
});

it('makes UUIDs in the order of time', () => {
  const before = Date.now();
  const made = uuid();
  expect(made).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  const time = parseInt(made.slice(0, 8) + made.slice(9, 13), 16);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
  expect(uuid()).not.toBe(uuid());
});
