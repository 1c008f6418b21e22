// See start.sh. What it makes goes under $BENCH_DIR/parlance, the tokens as tokens-fan-200 and so on.
import { symlinkSync, rmSync } from 'node:fs';

process.env.BENCH_DIR = `${process.env.BENCH_DIR ?? '/tmp/bench'}/parlance`;
process.env.BENCH_JVM ??= process.env.JOPTS ?? '';
const { crowd, issuer } = await import('../../people.mjs');
const { start } = await import('../../servers.mjs');
const { folder } = await import('../../tools.mjs');

const [port, name = 'payara'] = process.argv.slice(2);
const data = `${folder}/data-${port}`;
rmSync(data, { recursive: true, force: true });
const server = await start(name, Number(port), { ...issuer(folder), 'parlance.data': data });
try {
  for (const listeners of [200, 1000]) await crowd(server.base, `${folder}/tokens-fan-${listeners}`, `fan-${listeners}-`, 1, listeners + 1);
  await crowd(server.base, `${folder}/tokens-rooms-1000`, 'rooms-', 100, 10);
  // 5,000 silent connections are five of each of 1,000 people
  rmSync(`${folder}/tokens-fan-5000`, { force: true });
  symlinkSync(`${folder}/tokens-fan-1000`, `${folder}/tokens-fan-5000`);
} catch (error) {
  await server.stop();
  throw error;
}
console.log(server.pid);
process.exit(0); // it stays
