import { defineConfig } from 'vitest/config'

// One journey at a time: each starts a server and a browser of its own, and a person's machine has few cores.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['e2e/**/*.e2e.ts'],
    globalSetup: ['e2e/shared.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // What is waited for comes at once on a free machine, and much later on a busy one.
    expect: { poll: { timeout: 15_000 } },
  },
})
