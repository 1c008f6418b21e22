// Parlance and its peers at once, the load in turns: node src/bench/peers/turns.mjs FOLDER [WHO...]
// WHO is SERVER-PLACE (wildfly-h2, payara-postgres, wildfly-floor...) or a peer of FOLDER's: limit (the C floor),
// centrifuge, socketio. So all are measured within the same seconds, however the machine's speed moves meanwhile.
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';

process.env.BENCH_DIR ??= '/tmp/bench';
const { database } = await import('../databases.mjs');
const { generate } = await import('../load.mjs');
const { crowd, issuer } = await import('../people.mjs');
const { AT, CLIENT_IDS, EAGER } = await import('../scenarios.mjs');
const { floor, start } = await import('../servers.mjs');
const { bench, folder } = await import('../tools.mjs');

const PEERS = { limit: 'raw', centrifuge: 'centrifuge', socketio: 'sio' };
const FANS = { 200: 100, 1000: 20 }; // listeners, and messages a second: 20,000 deliveries
const TURNS = Number(process.env.BENCH_TURNS ?? 8);

const [from, ...asked] = process.argv.slice(2);
const names = asked.length ? asked : [...Object.keys(PEERS), 'wildfly-floor', 'wildfly-h2', 'wildfly-postgres'];
let port = Number(process.env.BENCH_PORT ?? 9400);
const open = [];
try {
  for (const name of names) open.push(await (name in PEERS ? peer(name) : ours(name)));
  for (const [listeners, rate] of Object.entries(FANS)) measure(Number(listeners), rate);
} finally {
  await Promise.allSettled(open.map(async (one) => one.close()));
}

function peer(name) {
  port += 10;
  const pid = Number(`${execFileSync('bash', [`${from}/peers/${name}/start.sh`, `${port}`], { stdio: ['ignore', 'pipe', 2] })}`.trim());
  return { name, pid: [pid], file: `${from}/scenarios/${PEERS[name]}-fan.ws`, define: { PORT: port }, close: () => process.kill(pid) };
}

async function ours(name) {
  port += 10;
  const [server, place] = name.split('-');
  if (place === 'floor') {
    const bare = await start(server, port, {}, floor());
    return { name, isJava: true, pid: [bare.pid], file: `${bench}/scenarios/floor-fan.ws`, define: { PORT: port }, close: bare.stop };
  }
  const store = await database(place, port + 5);
  const up = await start(server, port, { ...issuer(folder), ...store.settings });
  const tokens = `${folder}/${name}`;
  for (const listeners of Object.keys(FANS)) await crowd(up.base, `${tokens}-fan-${listeners}`, `fan-${listeners}-`, 1, Number(listeners) + 1);
  return { name, isJava: true, pid: [up.pid, store.pid], file: `${bench}/scenarios/parlance-fan.ws`, define: { PORT: port, TOKENS: tokens },
    close: async () => { await up.stop(); await store.stop(); } };
}

function measure(listeners, rate) {
  const run = (one, lines) => generate(one.pid, one.file, { ...one.define, SUBS: listeners }, [...lines, CLIENT_IDS]);
  for (const one of open.filter((other) => other.isJava)) {
    run(one, EAGER(5 * rate));
    run(one, [...AT(rate), 'duration 1', 'rounds 1']);
  }
  const rows = open.map(() => []);
  for (let turn = 0; turn < TURNS; turn++) {
    open.forEach((one, i) => {
      const row = run(one, [...AT(rate), 'warmup 1', 'duration 5', 'rounds 1', 'drain 10']);
      rows[i].push(row);
      appendFileSync(`${folder}/turns.jsonl`, `${JSON.stringify({ name: one.name, listeners, ...row })}\n`);
    });
  }
  table(listeners, rows);
}

/** Medians over the turns, and of the CPU in each turn beside that of the first one who was asked for. */
function table(listeners, rows) {
  console.log(`\n1 to ${listeners}, 20,000 deliveries a second\n\n| | CPU | its database's | least, most | of ${open[0].name}'s | p50 | p99 | lost, doubled, out of order |\n|---|---|---|---|---|---|---|---|`);
  open.forEach(({ name }, i) => {
    const all = (field) => rows[i].map((row) => row[field] ?? 0).sort((a, b) => a - b);
    const cpu = all('cpu_us_per_delivery');
    const beside = rows[i].map((row, turn) => row.cpu_us_per_delivery / rows[0][turn].cpu_us_per_delivery).sort((a, b) => a - b);
    const sum = (field) => all(field).reduce((one, other) => one + other, 0);
    const cells = [median(cpu), median(all('beside_us_per_delivery')), `${cpu[0].toFixed(1)}, ${cpu.at(-1).toFixed(1)}`, median(beside), median(all('p50_ms')), median(all('p99_ms')),
      ['lost', 'dup', 'ooo'].map(sum).join(', ')];
    console.log(`| ${name} | ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell)).join(' | ')} |`);
  });
}

function median(sorted) {
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}
