import { defineConfig } from 'vitest/config'

/** Tests in a real Chromium against a running Mortar with its demo data. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
})
