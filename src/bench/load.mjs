// Over sockets, by wsload: Parlance or the bare container.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { crowd } from './people.mjs';
import { AT, CLIENT_IDS, EAGER } from './scenarios.mjs';
import { bench, defines, folder, jdk, wsload } from './tools.mjs';

/** The rows of one scenario. */
export async function load(site, name, scenario) {
  const bare = site.on === 'floor';
  const { file, define } = (bare && scenario.floor) || scenario;
  const tokens = `${folder}/${name}`;
  await pause(100); // notices what the server closed while wsload ran and nothing else did
  if (!bare) await crowd(site.base, `${tokens}${scenario.tokens}`, `${name}-`, ...scenario.crowd);
  const run = (lines) => once(site, `${bare ? 'floor' : 'parlance'}-${file}.ws`, { ...define, PORT: site.port, TOKENS: tokens }, lines);
  if (scenario.eager && !bare) run(EAGER(scenario.eager));
  const heap = scenario.heap && heapHook(site, name);
  const row = run([...scenario.lines, ...(heap ? [heap.line] : [])]);
  if (heap) row.heap_per_conn = heap.perConnection(row.conns - row.failed);
  if (!scenario.half) return [{ scenario: name, ...row }];
  return [{ scenario: name, ...row }, { scenario: `${name} at half that rate`, ...run(AT(row.acks_per_s / 2)) }];
}

function once(site, file, define, lines) {
  const row = generate([site.pid, site.databasePid], `${bench}/scenarios/${file}`, define, [...lines, CLIENT_IDS, 'refuse "type":"error"']);
  row.lost_run -= row.refused * row.fanout; // the generator counts what never came
  return row;
}

let binary;
/** One run of wsload against the server with that pid and, told apart, its database's. */
export function generate([pid, databasePid], file, define, lines) {
  binary ??= wsload();
  const out = execFileSync(binary, ['-p', `${pid}`, ...(databasePid ? ['-b', `${databasePid}`] : []), ...defines(define),
    ...lines.flatMap((line) => ['-s', line]), file], { maxBuffer: 1 << 26 });
  const row = JSON.parse(`${out}`.trim().split('\n').at(-1));
  delete row.scenario; // the file's name
  return row;
}

/** What is alive in the heap before the sockets and with them, and by class where it grew, told in a file. */
function heapHook(site, name) {
  const file = `${folder}/heap`;
  writeFileSync(file, '');
  return {
    line: `memhook ${jdk('jcmd')} ${site.pid} GC.run > ${folder}/jcmd.log; ${jdk('jcmd')} ${site.pid} GC.class_histogram >> ${file}`,
    perConnection: (connections) => {
      const [before, connected] = readFileSync(file, 'utf8').split(/^Total.*$/m).map(bytesOfClasses);
      const grown = Object.entries(connected).map(([type, bytes]) => [(bytes - (before[type] ?? 0)) / connections, type]);
      grown.sort(([a], [b]) => b - a);
      writeFileSync(`${folder}/heap-${site.name}-${site.on}-${name}.txt`,
        grown.slice(0, 60).map(([bytes, type]) => `${bytes.toFixed(1).padStart(9)} ${type}\n`).join(''));
      return grown.reduce((sum, [bytes]) => sum + bytes, 0);
    },
  };
}

function bytesOfClasses(histogram) {
  return Object.fromEntries([...histogram.matchAll(/^ *\d+: +\d+ +(\d+) +(.+)$/gm)].map(([, bytes, type]) => [type, Number(bytes)]));
}
