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

it('makes UUIDs', () => {
  expect(uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(uuid()).not.toBe(uuid());
});
