// What the other modules share: where things are, the JDK's tools, Maven, CPU time.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const bench = dirname(fileURLToPath(import.meta.url));
export const root = resolve(bench, '../..');
/** Everything that a run makes. */
export const folder = process.env.BENCH_DIR ?? mkdtempSync(`${tmpdir()}/parlance-bench-`);
mkdirSync(folder, { recursive: true });

export const jdk = (tool) => (process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/${tool}` : tool);

export const maven = (...goals) => execFileSync(`${root}/mvnw`, ['-B', '-ntp', '-q', ...goals], { cwd: root, stdio: ['ignore', 2, 2] });

/** The jars that the build's tests run with. */
export function classpath() {
  const file = `${root}/target/bench.classpath`;
  if (!existsSync(file) || statSync(file).mtimeMs < statSync(`${root}/pom.xml`).mtimeMs) {
    maven('dependency:build-classpath', `-Dmdep.outputFile=${file}`);
  }
  return readFileSync(file, 'utf8').trim();
}

export function wsload() {
  const binary = `${folder}/wsload`;
  execFileSync('gcc', ['-O2', '-o', binary, `${bench}/wsload.c`, '-lm']);
  return binary;
}

export const defines = (values) => Object.entries(values).flatMap(([key, value]) => ['-D', `${key}=${value}`]);

const TICKS = 100; // of /proc/PID/stat, a second

/** Seconds of CPU that a process and its children have had; 0 for none. */
export function cpu(pid) {
  if (!pid) return 0;
  const own = (id) => {
    try {
      const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    } catch { return 0; } // it has gone meanwhile
  };
  return [pid, ...children(pid)].map(own).reduce((sum, seconds) => sum + seconds, 0);
}

export function children(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}
