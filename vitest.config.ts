import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Unit and contract tests: plain Node, no window, no waiting on real time. */
export default defineConfig({
  plugins: [svelte()],
  cacheDir: 'node_modules/.vite',
  test: {
    include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'],
    // Only what really hangs should fail: a machine under load may stop for half a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
