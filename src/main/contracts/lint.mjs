// Three readers, none of them ours, look at the contracts. A warning is an error.
// Installs them where they are missing or older than package-lock.json; without that, no network.
import { spawn, spawnSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const contracts = join(here, '../resources/META-INF');
const openapi = join(contracts, 'openapi.yaml');
const asyncapi = join(contracts, 'asyncapi.yaml');

async function changed(file) {
  return stat(join(here, file)).then((it) => it.mtimeMs, () => 0);
}

if ((await changed('node_modules/.package-lock.json')) < (await changed('package-lock.json'))) {
  const npm = spawnSync('npm ci --no-audit --no-fund --ignore-scripts --loglevel=error', { cwd: here, shell: true, stdio: 'inherit' });
  if (npm.status !== 0) process.exit(1);
}
const { Parser } = await import('@asyncapi/parser');

/** Runs a tool of node_modules; its words are shown only where it has something against us. */
function run(tool, ...args) {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(here, 'node_modules', tool), ...args], { cwd: here, env });
    let words = '';
    child.stdout.on('data', (part) => (words += part));
    child.stderr.on('data', (part) => (words += part));
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? '' : words || `${tool} ended with ${code}`));
  });
}

/** The reference parser: resolves every $ref and checks each message's examples. */
async function parse() {
  const { diagnostics } = await new Parser().parse(await readFile(asyncapi, 'utf8'), { source: asyncapi });
  // Severity 0 is an error. What it only warns of is a matter of style, and spectral's to judge by our configuration.
  return diagnostics
    .filter((one) => one.severity === 0)
    .map((one) => `${asyncapi}:${one.range.start.line + 1} ${one.code}: ${one.message}\n`)
    .join('');
}

const complaints = await Promise.all([
  parse(),
  run('@redocly/cli/bin/cli.js', 'lint', '--config', 'redocly.yaml', openapi),
  run('@stoplight/spectral-cli/dist/index.js', 'lint', '--ruleset', '.spectral.yaml', '--fail-severity', 'warn', openapi, asyncapi),
]);
const said = complaints.filter(Boolean).join('\n');
if (said) {
  console.error(said);
  process.exit(1);
}
console.log('openapi.yaml and asyncapi.yaml: nothing to say against them.');
