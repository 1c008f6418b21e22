// People and conversations for a run: a key pair, tokens signed with it, and what REST makes of them.
import { createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Writes the public key where the server can read it; returns the server's settings for it. */
export function issuer(folder) {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const file = `${folder}/jwks.json`;
  writeFileSync(file, JSON.stringify({ keys: [{ ...jwk, kid: 'bench', alg: 'RS256', use: 'sig' }] }));
  return {
    'mp.jwt.verify.publickey.location': `file://${file}`,
    'mp.jwt.verify.issuer': 'https://bench.test',
    'mp.jwt.verify.audiences': 'parlance',
  };
}

export function token(name, groups = []) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'https://bench.test', aud: 'parlance', sub: name, preferred_username: name, groups,
    iat: now, exp: now + 7200, jti: randomUUID(),
  };
  const text = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'bench' })}.${encode(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
}

export async function rest(base, method, path, bearer, body) {
  const call = () => fetch(base + path, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  // a server may end an idle line just as it is used again
  const answer = await call().catch((error) => (method === 'GET' ? call() : Promise.reject(error)));
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`);
  return json.data;
}

/** Calls for each of so many, 8 at a time; what they answer, in order. */
async function each(count, call) {
  const answers = [];
  let next = 0;
  const worker = async () => { while (next < count) { const i = next++; answers[i] = await call(i); } };
  await Promise.all(Array.from({ length: 8 }, worker));
  return answers;
}

/**
 * People in `circles` of `size`, each circle with so many conversations of all in it; a file of token and
 * conversations, separated by tabs, a line for each person. Returns the conversations.
 */
export async function crowd(base, file, prefix, circles, size, conversations = 1) {
  const tokens = Array.from({ length: circles * size }, (_, i) => token(`${prefix}${i}`));
  const ids = await each(tokens.length, async (i) => (await rest(base, 'GET', '/v1/me', tokens[i])).id);
  const made = await each(circles * conversations, async (i) => {
    const first = Math.floor(i / conversations) * size;
    const room = await rest(base, 'POST', '/v1/messaging/conversations', tokens[first],
      { kind: 'group', name: `${prefix}${i}`, participant_ids: ids.slice(first + 1, first + size) });
    return room.id;
  });
  const circle = (i) => made.slice(i * conversations, (i + 1) * conversations);
  writeFileSync(file, tokens.map((bearer, i) => [bearer, ...circle(Math.floor(i / size))].join('\t') + '\n').join(''));
  return made;
}
