import { defineConfig } from 'vitest/config'

/** Tests in a real Chromium against a running Mortar with its demo data. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 180_000,
  },
})
