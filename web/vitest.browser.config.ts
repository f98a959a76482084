import { defineConfig } from 'vitest/config'

/** Tests in a real Chromium against the built app and the fixture server. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
