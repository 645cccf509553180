import { defineConfig } from '@playwright/test';

const results = '../../test-results';

/**
 * Limits only end what hangs: no test measures time. Tests run one at a time, because each has the session's whole
 * screen, mouse and keyboard.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: `${results}/e2e`,
  workers: 1,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: `${results}/e2e.json` }]],
});
