import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/**/*.slow.test.{ts,tsx}'],
    testTimeout: 30_000,
    // Every core: by default one is left out, which on two is half of them.
    maxWorkers: availableParallelism(),
    isolate: false,
  },
});
