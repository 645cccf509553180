import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { electronStore } from './electron/app/electron-store/vite-plugin.js';

/** Unit and contract tests: plain Node, no window, no waiting on real time. */
export default defineConfig({
  plugins: [svelte(), electronStore()],
  cacheDir: 'node_modules/.vite',
  test: {
    // So that they are what is built: plugins see nothing else of node_modules.
    server: { deps: { inline: ['electron-store', 'conf'] } },
    include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'],
    // Only what really hangs should fail: a machine under load may stop for half a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
