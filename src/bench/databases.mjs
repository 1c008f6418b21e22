// The database of a server under test: H2 in a file, or a PostgreSQL of the run's own; and what fills it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { bench, classpath, folder, jdk } from './tools.mjs';

const FSYNC_MS = process.env.BENCH_FSYNC_MS;

/** What makes PostgreSQL's disk slower, where that is asked for. */
function disk() {
  if (!FSYNC_MS) return process.env;
  const library = `${folder}/slowdisk.so`;
  execFileSync('gcc', ['-O2', '-shared', '-fPIC', '-o', library, `${bench}/database/slowdisk.c`]);
  return { ...process.env, FSYNC_MS, LD_PRELOAD: library };
}

/** Starts an empty one. `pid` is that of PostgreSQL; H2 runs within the server. */
export async function database(on, port) {
  const data = `${folder}/data-${port}`;
  rmSync(data, { recursive: true, force: true });
  if (on === 'h2') {
    return { on, settings: { 'parlance.data': data }, login: [`jdbc:h2:file:${data}/parlance`, 'sa', ''], stop: () => {} };
  }
  const java = spawn(jdk('java'), ['-cp', classpath(), `${bench}/database/Postgres.java`, data, `${port}`],
    { env: disk(), stdio: ['pipe', 'pipe', openSync(`${folder}/postgres.log`, 'w')] });
  const ended = once(java, 'exit');
  const told = await Promise.race([once(java.stdout, 'data'), ended.then(() => null)]);
  if (!told) throw new Error(`PostgreSQL did not start: see ${folder}/postgres.log`);
  const login = [`jdbc:postgresql://127.0.0.1:${port}/postgres`, 'postgres', 'postgres'];
  return {
    on, login, pid: Number(`${told[0]}`.trim()),
    settings: { 'parlance.data': data, ...Object.fromEntries(['url', 'user', 'password'].map((key, i) => [`parlance.db.${key}`, login[i]])) },
    stop: () => { java.stdin.end(); return ended; },
  };
}

/** Runs fill.sql, past the server, which must be down: it made the tables before. */
export function fill(on, values) {
  const text = readFileSync(`${bench}/database/fill.sql`, 'utf8');
  run(on.login, text.replaceAll(/\$\{(\w+)\}/g, (_, name) => values[name]));
}

/** Runs statements. */
export function run([url, user, password], text) {
  const script = `${folder}/run.sql`;
  writeFileSync(script, text);
  execFileSync(jdk('java'), ['-cp', classpath(), 'org.h2.tools.RunScript', '-url', url, '-user', user, '-password', password,
    '-script', script], { stdio: ['ignore', 2, 2] });
}
