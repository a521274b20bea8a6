import { defineConfig } from 'vitest/config';

/** Longer proofs: full training runs and statistical coverage. They are not part of `npm test`. */
export default defineConfig({
  test: { include: ['test/**/*.slow.test.ts'], testTimeout: 600_000 },
});
