import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const alias = { '@parlance/client': here('./client/index.ts') };

export default defineConfig({
  test: {
    projects: [
      // Server and clock are fakes of the tests: no project needs a network.
      { resolve: { alias }, test: { name: 'client', environment: 'node', include: ['client/**/*.test.ts'] } },
      {
        resolve: { alias },
        define: { __BUILD_ID__: '"test"' },
        test: {
          name: 'page',
          environment: 'jsdom',
          include: ['element/**/*.test.ts', 'app/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
});
