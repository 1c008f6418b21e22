// Puts a .gz beside each text of the bundle, so that the server need not compress, and holds the first load to its promise
// (run by `npm run bundle`).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;
const WORTH_IT = 1024;
const FIRST_LOAD = 150_000;

const zipped = new Map();
for (const name of readdirSync('dist', { recursive: true })) {
  if (!TEXT.test(name)) continue;
  const plain = readFileSync(join('dist', name));
  const small = gzipSync(plain, { level: 9 });
  zipped.set(`/${name}`, small.length);
  if (plain.length >= WORTH_IT) writeFileSync(join('dist', `${name}.gz`), small);
}

const page = readFileSync('dist/index.html', 'utf8');
const named = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, name]) => name);
const first = ['/index.html', ...named].reduce((sum, name) => sum + zipped.get(name), 0);
if (!(named.length > 0 && first < FIRST_LOAD))
  throw new Error(`the first load is ${first} bytes gzipped: the promise is less than ${FIRST_LOAD}`);
console.log(`first load: ${first} bytes gzipped`);
