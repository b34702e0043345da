import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'

/** Those that take long by themselves come first, so that none of them runs alone in the end. */
const long = /(?:screens|worker-storm|secrets|drainer|accounts|test-dapp-sending)\.spec\.ts$/

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/global-setup.ts',
  fullyParallel: false,
  // Half of a test is waiting: for a network, for a control that comes alive, for a window.
  workers: Math.ceil(availableParallelism() * 1.5),
  // A shared machine has its moments; what fails twice fails.
  retries: process.env.CI === undefined ? 0 : 1,
  // Waits end as soon as what they wait for is there: a slow machine alone fails nothing.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  projects: [
    { name: 'long', testMatch: long },
    { name: 'short', testIgnore: long },
  ],
})
