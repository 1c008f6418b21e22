// What Maven calls to build and test the web client: `node .mvn/frontend.mjs build|test`.
// `npm ci` runs only where package-lock.json has changed since it last ran, `npm run build` only where a source has.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const home = 'src/main/frontend';
const [task] = process.argv.slice(2);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`the web client is built with Node 20.19 or later, not ${process.version} (without it: -DskipFrontend)`);
}
const lock = digest([join(home, 'package.json'), join(home, 'package-lock.json')]);
once(join(home, 'node_modules', '.parlance-lock'), lock, () => npm('ci', '--no-audit', '--no-fund', '--loglevel=error'));
if (task === 'build') {
  once(join(home, 'dist', '.parlance-sources'), digest(sources(home)), () => npm('run', 'build', '--silent'));
} else {
  npm('test', '--silent');
}

/** Runs the work unless the file says that it was done for this very state. */
function once(file, state, work) {
  if (existsSync(file) && readFileSync(file, 'utf8') === state) {
    return;
  }
  work();
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, state);
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist'].includes(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function digest(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files.filter(existsSync)) {
    hash.update(file).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

function npm(...args) {
  const done = spawnSync('npm', args, { cwd: home, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.error) {
    fail(`npm cannot be run: ${done.error.message} (without it: -DskipFrontend)`);
  }
  if (done.status !== 0) {
    fail(`npm ${args.join(' ')} failed`);
  }
}

function fail(why) {
  console.error(`frontend: ${why}`);
  process.exit(1);
}
