import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real servers on free ports: generous, since a loaded CI machine is not a failing test.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
