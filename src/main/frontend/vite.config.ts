import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
// Told to the page twice, as a constant and in a meta element: the page compares its own with that of the server's index.html.
const build = process.env['PARLANCE_BUILD'] ?? Date.now().toString(36);
const server = process.env['PARLANCE_URL'] ?? 'http://127.0.0.1:9000';

// The application: app/index.html and what it imports, with content hashes in the names of its assets.
export default defineConfig({
  root: here('./app'),
  base: '/',
  plugins: [
    react(),
    {
      name: 'parlance-build',
      transformIndexHtml: () => [
        { tag: 'meta', attrs: { name: 'parlance-build', content: build }, injectTo: 'head' },
      ],
    },
  ],
  define: { __BUILD_ID__: JSON.stringify(build) },
  resolve: { alias: { '@parlance/client': here('./client/index.ts') } },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/v1': { target: server, ws: true },
      '/ws': { target: server, ws: true },
      '/openapi': server,
      '/asyncapi.yaml': server,
      '/health': server,
      '/.well-known': server,
    },
  },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2022',
    // An inlined asset would be a data: address, which the content security policy need not allow.
    assetsInlineLimit: 0,
    // The names of all emoji, loaded when the picker opens.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
});
