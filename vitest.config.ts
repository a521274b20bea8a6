import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that look at the garbage of hot loops: what other files taught the compiler would change what they see. */
const alone = ['test/envs/check-env.test.ts', 'test/envs/worlds-page.test.ts', 'test/envs/wrappers/wrappers.test.ts'];
const slow = 'test/**/*.slow.test.{ts,tsx}';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // Every core: by default one is left out, which on two is half of them.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.{ts,tsx}'], exclude: [slow, ...alone], isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone, exclude: [slow] } },
    ],
  },
});
