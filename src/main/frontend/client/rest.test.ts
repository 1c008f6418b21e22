import { expect, it } from 'vitest';
import { refusal } from './rest.ts';

const answer = (status: number, body: string) => new Response(body, { status });

it('a 404 without a code is of a server that starts, and is asked again', async () => {
  const error = await refusal(answer(404, '<html>Not Found</html>'));
  expect([error.code, error.retryable]).toEqual(['unavailable', true]);
});

it('a 404 of the server itself is final', async () => {
  const error = await refusal(answer(404, '{"code":"not_found","detail":"Not found"}'));
  expect([error.code, error.retryable]).toEqual(['not_found', false]);
});
