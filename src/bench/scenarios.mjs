// What is measured. `on`: the databases, and "floor" where the bare container does the same.
const WARMUP = Number(process.env.BENCH_WARMUP ?? 20); // a server in Java is not itself before its code is compiled
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8); // of each of two rounds
const STEADY = [`warmup ${WARMUP}`, `duration ${SECONDS}`, 'rounds 2', 'drain 60'];
const RAMP = [`warmup ${WARMUP}`, 'rounds 0', 'ramp 50:1.25:2'];
// before what says little a second: a message's own road is compiled after some thousands of them
export const EAGER = (rate) => ['mode open', `rate ${rate}`, `warmup ${3 * WARMUP}`, 'duration 1', 'drain 60'];
export const CLIENT_IDS = `uuid ${process.env.BENCH_UUID ?? 7}`; // 7 as our client makes them, 4 at random
const BATCH = { SUBPROTOCOL: 'subprotocol parlance.batch.v1' };
export const IN_FLIGHT = (count) => ['mode closed', `window ${count} total`, 'release ack', ...STEADY];
export const AT = (rate) => ['mode open', `rate ${Math.max(1, Math.round(rate))}`, ...STEADY];

/** One sender, one conversation of so many listeners. */
const fan = (listeners, lines, define = {}) => ({
  kind: 'load', on: ['floor', 'h2'], file: 'fan', crowd: [1, listeners + 1], tokens: `-fan-${listeners}`,
  define: { SUBS: listeners, ...define }, eager: Math.min(500, 200000 / listeners), lines,
});

/** Conversations of so many members each, who all send. */
const rooms = (count, size, lines, define = {}) => ({
  kind: 'load', on: ['h2', 'postgres'], file: 'rooms', crowd: [count, size], tokens: `-rooms-${count * size}`,
  define: { MEMBERS: count * size, ROOMS: count, FANOUT: size, ...define }, lines,
});

/** On the floor and on both databases. */
const everywhere = (scenario) => ({ ...scenario, on: ['floor', 'h2', 'postgres'] });

/** 10,000 people who come, 64 at a time, and say nothing. */
const silent = (file, crowd) => ({
  kind: 'load', on: ['floor', 'h2'], heap: true, file, crowd, tokens: '', define: { CONNS: 10000 },
  floor: { file: 'rooms', define: { MEMBERS: 10000, ROOMS: 100, PUBGROUP: '' } },
  lines: ['connect_timeout 400', 'concurrency 64', 'settle 3', `hold ${SECONDS}`],
});

/** Published by REST to so many topics (or conversations), heard by so many sockets in all. */
const published = (what, count, sockets, rate) => ({ kind: 'published', on: ['h2'], what, rooms: count, sockets, rate });

/** One reader who asks one thing after another. */
const reading = (path) => ({ kind: 'reading', on: ['h2', 'postgres'], filled: true, path, warmup: WARMUP, seconds: 2 * SECONDS });

/** In the filled database: see database/fill.sql. */
export const FILLED = { MESSAGES: 1000000, CONVERSATIONS: 100000, MINE: 1000 };
// never the same question twice running: H2 would answer it from its memory
const below = (count) => Math.floor(Math.random() * count);
const page = (at, before) => `/v1/messaging/conversations/${at.long}/messages?limit=50&before_seq=${before}`;
const list = (more) => `/v1/messaging/conversations?limit=50&${more}`;

export const SCENARIOS = {
  'fan-200-ramp-batch': fan(200, RAMP, { ...BATCH, FLOOR: 'batch' }),
  'fan-200-ramp': fan(200, RAMP),
  'fan-200-100': everywhere(fan(200, AT(100))),
  'fan-1000-20': everywhere(fan(1000, AT(20))),
  // H2's code, run a few hundred times a second, is compiled after a minute
  'rooms-100x10': everywhere(rooms(100, 10, [...AT(1000), `warmup ${3 * WARMUP}`])),
  'durable-100x2': { ...rooms(100, 2, IN_FLIGHT(64), BATCH), half: true },
  'durable-100x2-one': rooms(100, 2, IN_FLIGHT(1), BATCH),
  'one-message': everywhere(fan(1, AT(10))),
  'connect-10000': silent('connect', [10000, 1, 0]),
  'joined-10000': silent('joined', [100, 100, 20]),
  'topic-1-to-1000': published('topic', 1, 1000, 20),
  'chat-1-to-1000': published('chat', 1, 1000, 20),
  'topic-10000-over-1000': published('topic', 1000, 10000, 200),
  'chat-10000-over-1000': published('chat', 1000, 10000, 200),
  'page-at-end': reading((at) => page(at, FILLED.MESSAGES + 1 - below(50))),
  'page-in-depth': reading((at) => page(at, 51 + below(FILLED.MESSAGES - 51))),
  'list-first-page': reading(() => list(`skip=${below(10)}`)),
  'list-last-pages': reading((at) => list(`cursor=${at.cursors.at(-1 - below(5))}`)),
};
