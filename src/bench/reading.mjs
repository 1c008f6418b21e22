// Reading by REST in a database that is full: one who asks one thing after another.
import { Agent, request } from 'node:http';
import { fill } from './databases.mjs';
import { rest, token } from './people.mjs';
import { FILLED } from './scenarios.mjs';
import { cpu } from './tools.mjs';

const reader = token('reader');

/** Fills the database of a server that has just made its tables: `restart` starts it again. */
export async function filled(server, database, restart) {
  const me = await rest(server.base, 'GET', '/v1/me', reader);
  const other = await rest(server.base, 'GET', '/v1/me', token('other'));
  const { id } = await rest(server.base, 'POST', '/v1/messaging/conversations', reader,
    { kind: 'group', name: 'long', participant_ids: [other.id] });
  await server.stop();
  fill(database, { ...FILLED, READER: me.id, LONG: id });
  const again = await restart();
  const cursors = [];
  for (let seen = 50; seen < FILLED.MINE; seen += 50) {
    const answer = await get(again, `/v1/messaging/conversations?limit=50${cursors.length ? `&cursor=${cursors.at(-1)}` : ''}`);
    cursors.push(answer.page.next_cursor);
  }
  return Object.assign(again, { long: id, cursors });
}

export async function reading(site, name, { path, warmup, seconds }) {
  await asking(site, path, warmup);
  const before = [cpu(site.pid), cpu(site.databasePid)];
  const times = await asking(site, path, seconds);
  const [server, database] = [cpu(site.pid), cpu(site.databasePid)].map((after, i) => ((after - before[i]) * 1e6) / times.length);
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.floor(part * (times.length - 1))];
  return [{ scenario: name, requests: times.length, p50_ms: at(0.5), p99_ms: at(0.99), cpu_us_per_request: server,
    database_us_per_request: site.databasePid ? database : undefined }];
}

/** Asks for so many seconds; milliseconds of each. */
async function asking(site, path, seconds) {
  const times = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    const from = performance.now();
    const answer = await get(site, path(site));
    times.push(performance.now() - from);
    if (answer.data.length !== 50) throw new Error(`${path(site)}: ${answer.data.length} of 50`);
  }
  return times;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function get(site, path) {
  return new Promise((done, failed) => {
    request(site.base + path, { agent, headers: { authorization: `Bearer ${reader}` } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part)).on('error', failed).on('end', () => {
        const text = `${Buffer.concat(parts)}`;
        if (answer.statusCode === 200) done(JSON.parse(text)); else failed(new Error(`${path}: ${answer.statusCode} ${text}`));
      });
    }).on('error', failed).end();
  });
}
