// Measures Parlance on one machine and prints tables: node src/bench/bench.mjs [payara|wildfly] [floor|h2|postgres] [scenario...]
// Loopback only, bounded in count and time. See README.md.
import { appendFileSync } from 'node:fs';
import { database } from './databases.mjs';
import { load } from './load.mjs';
import { issuer } from './people.mjs';
import { published } from './published.mjs';
import { filled, reading } from './reading.mjs';
import { SCENARIOS } from './scenarios.mjs';
import { floor, start } from './servers.mjs';
import { print } from './table.mjs';
import { folder } from './tools.mjs';

const asked = process.argv.slice(2);
const among = (names) => (asked.some((name) => names.includes(name)) ? names.filter((name) => asked.includes(name)) : names);
const [servers, places, scenarios] = [['payara', 'wildfly'], ['floor', 'h2', 'postgres'], Object.keys(SCENARIOS)].map(among);
const unknown = asked.filter((name) => ![...servers, ...places, ...scenarios].includes(name));
if (unknown.length) throw new Error(`not known: ${unknown.join(', ')}; known are ${Object.keys(SCENARIOS).join(', ')}`);

const settings = issuer(folder);
let port = Number(process.env.BENCH_PORT ?? 9400);
let war;
const rows = [];
for (const server of servers) {
  for (const on of places) {
    for (const full of [false, true]) {
      const some = scenarios.filter((name) => SCENARIOS[name].on.includes(on) && Boolean(SCENARIOS[name].filled) === full);
      if (some.length) await measure(server, on, full, some);
    }
  }
}
print(rows);
process.exitCode = rows.some((row) => row.error) ? 1 : 0;

/** All the scenarios of one server on one database (or bare), one after another. */
async function measure(server, on, full, names) {
  let site;
  try {
    site = await open(server, on, full);
    for (const name of names) await one(site, name);
  } catch (error) {
    tell({ server, on, scenario: names.join(' '), error: error.message });
  } finally {
    await site?.close();
  }
}

async function one(site, name) {
  const scenario = SCENARIOS[name];
  const who = { server: site.name, on: site.on };
  try {
    const found = await { load, published, reading }[scenario.kind](site, name, scenario);
    for (const row of found) tell({ ...who, ...row });
  } catch (error) {
    tell({ ...who, scenario: name, error: error.message.split('\n').at(-1) || error.message });
  }
}

function tell(row) {
  rows.push(row);
  appendFileSync(`${folder}/results.jsonl`, `${JSON.stringify(row)}\n`);
  console.error(JSON.stringify(row));
}

async function open(name, on, full) {
  port += 10;
  if (on === 'floor') {
    const bare = await start(name, port, {}, (war ??= floor()));
    return { ...bare, on, close: bare.stop };
  }
  const store = await database(on, port + 5);
  const restart = () => start(name, port, { ...settings, ...store.settings });
  let server;
  try {
    server = await restart();
    if (full) server = await filled(server, store, restart);
  } catch (error) {
    await server?.stop();
    await store.stop();
    throw error;
  }
  return { ...server, on, databasePid: store.pid, close: async () => { await server.stop(); await store.stop(); } };
}
