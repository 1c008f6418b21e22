// Makes the npm package of the SDK: its module, the custom element, the types; packed into dist/.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const root = new URL('..', import.meta.url);
const at = (path) => new URL(path, root);
const { version, license } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

const size = gzipSync(readFileSync(at('dist/client.js')), { level: 9 }).length;
if (size > 15_000) throw new Error(`client.js is ${size} bytes gzipped: the promise is 15,000`);

rmSync(at('dist/sdk'), { recursive: true, force: true });
mkdirSync(at('dist/sdk'), { recursive: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.sdk.json'], {
  cwd: root,
  stdio: 'inherit',
});
for (const file of ['client.js', 'element.js']) cpSync(at(`dist/${file}`), at(`dist/sdk/${file}`));
cpSync(at('client/README.md'), at('dist/sdk/README.md'));
writeFileSync(
  at('dist/sdk/package.json'),
  JSON.stringify(
    {
      name: '@parlance/client',
      version,
      license,
      description: 'Client of a Parlance server: chat and live topics, over WebSocket and REST',
      type: 'module',
      sideEffects: ['./element.js'],
      exports: {
        '.': { types: './types/client/index.d.ts', default: './client.js' },
        './element': { types: './types/element/index.d.ts', default: './element.js' },
      },
    },
    null,
    2,
  ),
);
execFileSync('npm', ['pack', '--silent', '--pack-destination', '..'], {
  cwd: at('dist/sdk'),
  stdio: 'inherit',
});
rmSync(at('dist/sdk'), { recursive: true });
process.stdout.write(`client.js: ${size} bytes gzipped\n`);
