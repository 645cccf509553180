import { defineConfig } from '@playwright/test';

const results = '../../test-results';

// Times of day are drawn alike everywhere. Workers and browsers inherit it.
process.env['TZ'] = 'UTC';

/** The comparison of the chosen pictures with the kept ones. Limits only end what hangs. */
export default defineConfig({
  testDir: '.',
  testMatch: 'pictures.test.ts',
  outputDir: `${results}/pictures`,
  snapshotPathTemplate: '{testDir}/kept/{arg}{ext}',
  updateSnapshots: 'none',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: {
    timeout: 60_000,
    toHaveScreenshot: {
      scale: 'device',
      animations: 'disabled',
      caret: 'hide',
      /**
       * The tolerance. The same browser with the same fonts draws the same pixels, so it only covers the rounding of
       * another processor: a pixel may be lighter or darker by 2 % of white, and twelve may differ by more. A border in
       * another grey, or a glyph that moved by a pixel, is more than that. Another browser has another tolerance
       * (made-with.ts).
       */
      threshold: 0.02,
      maxDiffPixels: 12,
    },
  },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['dot'], ['json', { outputFile: `${results}/pictures.json` }]],
});
