import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Keys are derived in the tests as they are in the build (see vite.config.ts).
  resolve: {
    alias: [
      {
        find: /^@noble\/curves\/secp256k1\.js$/,
        replacement: resolve(import.meta.dirname, 'src/vault/curve.ts'),
      },
      { find: /^hash-wasm$/, replacement: resolve(import.meta.dirname, 'tests/argon2-once.ts') },
    ],
  },
  test: {
    // All cores: by itself a run leaves one free, which on two cores is half of the machine.
    maxWorkers: '100%',
    // A condition ends its wait at once; a busy machine only takes longer to meet it.
    expect: { poll: { timeout: 30_000, interval: 10 } },
    server: { deps: { inline: ['@scure/bip32'] } },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['src/**/*.test.{ts,tsx}'],
      reportsDirectory: 'coverage',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/firefox/**'],
          // Modules are loaded once a worker, not once a file: no test leaves anything behind in one.
          isolate: false,
          testTimeout: 40_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'firefox',
          include: ['tests/firefox/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
