import { defineConfig } from 'vite';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The SDK as one ES module (`--mode client`: dist/client.js), and the custom element, which imports ./client.js
// (`--mode element`: dist/element.js). Their names are fixed: pages of other people link to them.
export default defineConfig(({ mode }) => ({
  publicDir: false,
  build: {
    outDir: here('./dist'),
    emptyOutDir: false,
    target: 'es2022',
    lib: {
      entry: here(`./${mode}/index.ts`),
      formats: ['es'],
      fileName: () => `${mode}.js`,
    },
    rolldownOptions: {
      external: ['@parlance/client'],
      // As a library Vite would leave the white space in.
      output: { minify: true, paths: { '@parlance/client': './client.js' } },
    },
  },
}));
