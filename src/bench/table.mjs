// The tables that a run ends with.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { jdk, root } from './tools.mjs';

const TABLES = [
  ['Messages', (row) => row.deliveries_per_s !== undefined && row.mode !== 'idle', ['max_deliveries_per_s', 'deliveries_per_s',
    'cpu_us_per_delivery', 'beside_us_per_delivery', 'of_floor', 'p50_ms', 'p99_ms', 'acks_per_s', 'ack_p50_ms', 'ack_p99_ms',
    'send_lag_p99_ms', 'refused', 'lost_run', 'dup_run', 'ooo']],
  ['Connections', (row) => row.mode === 'idle', ['conns', 'connect_s', 'failed', 'closed_early', 'connect_cpu_us', 'heap_per_conn', 'of_floor',
    'rss_per_conn', 'idle_cores']],
  ['Reading', (row) => row.requests !== undefined, ['requests', 'p50_ms', 'p99_ms', 'of_page_at_end', 'cpu_us_per_request', 'database_us_per_request']],
  ['Failed', (row) => row.error !== undefined, ['error']],
];

export function print(rows) {
  console.log(`\n${machine()}`);
  const all = rows.map((row) => ({ ...row, of_floor: ofFloor(row, rows), of_page_at_end: ofEnd(row, rows) }));
  for (const [title, belongs, columns] of TABLES) {
    const some = all.filter(belongs);
    if (!some.length) continue;
    const shown = ['server', 'on', 'scenario', ...columns];
    console.log(`\n${title}\n\n| ${shown.join(' | ')} |\n|${shown.map(() => '---').join('|')}|`);
    for (const row of some) console.log(`| ${shown.map((column) => cell(row, column)).join(' | ')} |`);
  }
}

/** Beside what the bare container does in the same run: the rate, or else the CPU, as a ratio; or bytes of heap more. */
function ofFloor(row, rows) {
  const floor = row.on !== 'floor' && rows.find((other) => other.on === 'floor' && other.server === row.server && other.scenario === row.scenario);
  if (!floor || floor.error || row.error) return undefined;
  if (row.heap_per_conn) return `${Math.round(row.heap_per_conn - floor.heap_per_conn)} bytes more`;
  const field = row.max_deliveries_per_s ? 'max_deliveries_per_s' : 'cpu_us_per_delivery';
  return `${(row[field] / floor[field]).toFixed(2)} of its ${row.max_deliveries_per_s ? 'rate' : 'CPU'}`;
}

function ofEnd(row, rows) {
  const end = rows.find((other) => other.scenario === 'page-at-end' && other.server === row.server && other.on === row.on);
  return end && row.p50_ms / end.p50_ms;
}

/** What a scenario did not measure is told as 0 by the load generator. */
function cell(row, column) {
  const value = row[column];
  const unmeasured = (/^ack/.test(column) && !row.acks) || (row.mode === 'open' && row.rounds_n === 0 && /^(deliveries|cpu|beside|p\d|ack|send)/.test(column));
  if (value === undefined || unmeasured) return '';
  if (typeof value !== 'number') return value;
  return `${value >= 1000 ? Math.round(value) : Math.round(value * 100) / 100}`;
}

function machine() {
  const pom = readFileSync(`${root}/pom.xml`, 'utf8');
  const version = (name) => pom.match(new RegExp(`<${name}.version>([^<]+)<`))[1];
  const java = spawnSync(jdk('java'), ['-XshowSettings:properties', '-version'], { encoding: 'utf8' }).stderr;
  const property = (name) => java.match(new RegExp(` ${name} = (.*)`))?.[1];
  return [`${cpus().length} cores of ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}`,
    `JDK ${property('java.runtime.version')} (${property('java.vendor')})`,
    `Payara Micro ${version('payara-micro')}, WildFly ${version('wildfly')}`,
    `H2 ${version('h2')}, PostgreSQL ${version('embedded-postgres-binaries')}`, new Date().toISOString().slice(0, 10)].join('; ');
}
