// Puts a .gz beside each text of the bundle, so that the server need not compress (run by `npm run bundle`).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;
const WORTH_IT = 1024;

for (const name of readdirSync('dist', { recursive: true })) {
  if (!TEXT.test(name)) continue;
  const plain = readFileSync(join('dist', name));
  if (plain.length >= WORTH_IT) writeFileSync(join('dist', `${name}.gz`), gzipSync(plain, { level: 9 }));
}
