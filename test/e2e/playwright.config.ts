import { defineConfig } from '@playwright/test';

const results = '../../test-results';

/**
 * Limits only end what hangs: no test measures time. Each worker has a desktop session of its own, with its screen,
 * mouse, keyboard, bus and keyring. So files run in parallel, and the tests of a file one at a time. Two workers fit
 * two cores, because a test mostly waits for a program to start.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: `${results}/e2e`,
  workers: 2,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: `${results}/e2e.json` }]],
});
