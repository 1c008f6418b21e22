// Durable sending beside ejabberd: node src/bench/peers/ejabberd.mjs FOLDER [payara|wildfly]
// FOLDER has peers/ejabberd/start.sh PORT and scenarios/xmpp-rooms.ws. ejabberd stores each message of a room in its
// archive (MAM), in a PostgreSQL that is started as Parlance's is, before anybody gets it. 100 rooms of 2, 64 messages in
// flight in all; an echo is ejabberd's acknowledgement. Then Parlance does the same, on PostgreSQL.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

process.env.BENCH_DIR ??= '/tmp/bench';
const { database, run } = await import('../databases.mjs');
const { generate } = await import('../load.mjs');
const { IN_FLIGHT } = await import('../scenarios.mjs');
const { bench, classpath, folder, jdk } = await import('../tools.mjs');

const [from, name = 'wildfly'] = process.argv.slice(2);
const port = Number(process.env.BENCH_PORT ?? 9400) - 20;
const store = await database('postgres', port + 5);
try {
  await ejabberd();
} finally {
  await store.stop();
}
execFileSync(process.execPath, [`${bench}/bench.mjs`, name, 'postgres', 'durable-100x2'], { stdio: 'inherit' });

/** How many messages ejabberd has put into its archive: it takes those of an empty room out again. */
function count([url, user, password]) {
  const shell = ['-cp', classpath(), 'org.h2.tools.Shell', '-url', url, '-user', user, '-password', password];
  return Number(`${execFileSync(jdk('java'), [...shell, '-sql', "select n_tup_ins from pg_stat_user_tables where relname = 'archive'"])}`.match(/^\d+/m)[0]);
}

async function ejabberd() {
  const its = [store.login[0].replace(/postgres$/, 'ejbench'), 'ejbench', 'ejbench'];
  run(store.login, "create user ejbench superuser password 'ejbench'; create database ejbench owner ejbench;");
  const env = { ...process.env, MAM: 'sql', PGPORT: `${port + 5}`, USERS: '200' };
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'ejabberd', 'erlang-p1-pgsql'], { stdio: ['ignore', 2, 2] });
  run(its, readFileSync('/usr/share/ejabberd/sql/pg.sql', 'utf8'));
  const pid = Number(`${execFileSync('bash', [`${from}/peers/ejabberd/start.sh`, `${port}`], { env, stdio: ['ignore', 'pipe', 2] })}`.trim());
  try {
    const rooms = { MEMBERS: 200, ROOMS: 100, FANOUT: 2, TOK: `${folder}/ejabberd/tokens`, PORT: port };
    const row = generate([pid, store.pid], `${from}/scenarios/xmpp-rooms.ws`, rooms, IN_FLIGHT(64).map((line) => line.replace('release ack', 'release echo')));
    const kept = count(its);
    if (kept < row.sent) throw new Error(`ejabberd stored ${kept} of ${row.sent} messages: see ${folder}/log/ejabberd.log`);
    console.error(JSON.stringify({ server: 'ejabberd', on: 'postgres', ...row }));
    console.log(`| ejabberd | postgres | durable-100x2 | ${Math.round(row.deliveries_per_s / 2)} messages/s, p50 ${row.p50_ms} ms, p99 ${row.p99_ms} ms |`);
  } finally {
    process.kill(pid);
    await pause(2000);
  }
}
