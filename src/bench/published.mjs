// What is published by REST reaches many sockets: the server's CPU per delivery, for topics and, the same way, for chat.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { crowd, rest, token } from './people.mjs';
import { bench, cpu, defines, folder, wsload } from './tools.mjs';

const text = `bench-payload ${'x'.repeat(86)}`;

export async function published(site, name, { what, rooms, sockets, rate }) {
  const size = sockets / rooms;
  const tokens = `${folder}/${name}`;
  const job = await { topic: topics, chat }[what]();
  const measured = await measure(site, { ...job, each: size + 1 / rooms, heardByOne: (events) => Math.ceil(events / rooms), sockets, rate });
  return [{ scenario: name, ...measured }];

  function topics() {
    const publisher = token('publisher', ['publisher']);
    writeFileSync(tokens, `${publisher}\n`);
    return {
      load: [...defines({ PORT: site.port, TOKENS: tokens, CONNS: sockets, TOPICS: rooms }), `${bench}/scenarios/topics-idle.ws`],
      one: [`/v1/ws?token=${publisher}`, '{"action":"subscribe","topic":"list:bench0"}'],
      publish: (i) => rest(site.base, 'POST', `/v1/topics/list:bench${i % rooms}/events`, publisher,
        { event: 'UPDATED', data: { entity_id: `${i}`, payload: { text } } }),
    };
  }

  async function chat() {
    const channels = await crowd(site.base, tokens, `${name}-`, rooms, size);
    const owners = readFileSync(tokens, 'utf8').trim().split('\n').map((line) => line.split('\t')[0]).filter((_, i) => i % size === 0);
    return {
      load: [...defines({ PORT: site.port, TOKENS: tokens, CONNS: sockets }), `${bench}/scenarios/parlance-idle.ws`],
      one: [`/v1/ws/chat?token=${owners[0]}`, `{"type":"join_channel","channel_id":${channels[0]}}`],
      publish: (i) => rest(site.base, 'POST', `/v1/messaging/conversations/${channels[i % rooms]}/messages`, owners[i % rooms], { content: text }),
    };
  }
}

/** One more who listens, and counts what comes: `said` is sent when the socket is open. */
async function listener(port, path, said) {
  const socket = connect(port, '127.0.0.1');
  let heard = 0;
  let left = Buffer.alloc(0);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
    + `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`);
  await new Promise((open) => socket.once('data', open));
  socket.on('data', (data) => {
    left = Buffer.concat([left, data]);
    while (left.length > 1) {
      const short = left[1] & 127;
      const head = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (left.length < head) return;
      const length = short === 126 ? left.readUInt16BE(2) : short === 127 ? Number(left.readBigUInt64BE(2)) : short;
      if (left.length < head + length) return;
      heard += left.subarray(head, head + length).toString().split('bench-payload').length - 1;
      left = left.subarray(head + length);
    }
  });
  const text = Buffer.from(said);
  const length = text.length < 126 ? [128 | text.length] : [254, text.length >> 8, text.length & 255];
  socket.write(Buffer.concat([Buffer.from([129, ...length, 0, 0, 0, 0]), text])); // masked with nothing
  return { heard: () => heard, close: () => socket.destroy() };
}

/**
 * @param job.load arguments of the load generator that holds `job.sockets` listening sockets
 * @param job.one [path, frame] of the one that counts
 * @param job.publish publishes the i-th event
 * @param job.each sockets that hear one event
 */
async function measure(server, job) {
  const seconds = job.seconds ?? 20;
  const held = spawn(wsload(), [...job.load, '-s', `hold ${seconds + 60}`], { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await sockets(server, job.sockets);
    const one = await listener(server.port, ...job.one);
    await pause(2000);
    await publishing(job, job.rate * 10); // warm
    await pause(2000);
    const [heard, before, from] = [one.heard(), cpu(server.pid), process.hrtime.bigint()];
    const events = job.rate * seconds;
    await publishing(job, events);
    await pause(1000);
    const took = Number(process.hrtime.bigint() - from) / 1e9 - 1;
    const deliveries = events * job.each;
    const expected = job.heardByOne(events);
    one.close();
    return {
      deliveries_per_s: deliveries / took, cpu_us_per_delivery: ((cpu(server.pid) - before) * 1e6) / deliveries,
      lost_run: expected - (one.heard() - heard), sockets: job.sockets,
    };
  } finally {
    held.kill();
    await pause(3000);
  }
}

async function publishing(job, events) {
  const start = Date.now();
  const under = new Set();
  for (let i = 0; i < events; i++) {
    const late = start + (i * 1000) / job.rate - Date.now();
    if (late > 0) await pause(late);
    const call = job.publish(i).finally(() => under.delete(call));
    under.add(call);
    if (under.size > 16) await Promise.race(under);
  }
  await Promise.all(under);
}

/** Waits until so many sockets are open at that port. */
async function sockets(server, count) {
  const port = server.port.toString(16).toUpperCase().padStart(4, '0');
  let seen = 0;
  for (let i = 0; i < 300; i++) {
    const open = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n'))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => local?.endsWith(`:${port}`) && state === '01').length;
    if (open >= count) return;
    seen = open;
    await pause(200);
  }
  throw new Error(`only ${seen} of ${count} sockets`);
}
