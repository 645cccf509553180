import { cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, mergeConfig, type Plugin, type UserConfig } from 'vite';

/** What every part runs on: the shipped Electron is newer, the tests' oldest is 25 (Node 18, Chromium 114; docs/adr/0004). */
const NODE = 'node18';
const CHROME = 'chrome114';

const root = import.meta.dirname;

/** A part that runs in Node: one CommonJS file, Electron and the native keychain left outside. */
const node = (entry: string, fileName: string): UserConfig => ({
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: NODE,
    minify: true,
    sourcemap: false,
    lib: { entry: resolve(root, entry), formats: ['cjs'], fileName: () => fileName },
    rolldownOptions: {
      external: [
        'electron',
        'keytar',
        'bufferutil',
        'utf-8-validate',
        ...builtinModules,
        ...builtinModules.map((m) => `node:${m}`),
      ],
      output: { codeSplitting: false },
    },
  },
  resolve: { conditions: ['node'] },
});

/** Files that main reads at run time beside its bundle: texts by language, tray images. */
const runtimeFiles = (): Plugin => ({
  name: 'runtime-files',
  closeBundle() {
    const copy = (from: string, to: string, ending: RegExp): void => {
      if (!existsSync(resolve(root, from))) return;
      cpSync(resolve(root, from), resolve(root, 'dist', to), {
        recursive: true,
        filter: (path) => statSync(path).isDirectory() || ending.test(path),
      });
    };
    copy('assets/locales', 'locales', /\.json$/);
    for (const system of ['linux', 'mac', 'win']) copy(`assets/tray/${system}`, `tray/${system}`, /\.(png|ico)$/);
    copy('assets/icons', 'icons', /\.(png|ico)$/);
  },
});

const windows = readdirSync(resolve(root, 'renderer')).filter((name) =>
  existsSync(resolve(root, 'renderer', name, 'index.html')),
);

const renderer: UserConfig = {
  root: resolve(root, 'renderer'),
  base: './',
  plugins: [svelte({ preprocess: vitePreprocess(), compilerOptions: { runes: true } })],
  build: {
    outDir: resolve(root, 'dist/renderer'),
    emptyOutDir: true,
    target: CHROME,
    // Nothing is inlined: the pages' Content-Security-Policy allows no data: addresses (design §7).
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(windows.map((name) => [name, resolve(root, 'renderer', name, 'index.html')])),
      // English lies apart, as every language does: a text that only the command line says must not weigh on the popup's own code.
      output: { codeSplitting: { groups: [{ name: 'locale-en', test: /assets[\\/]locales[\\/]en\.json/ }] } },
    },
  },
};

export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'main':
      return mergeConfig(node('electron/main.ts', 'main.cjs'), {
        plugins: [runtimeFiles()],
        // What is imported on demand (the writer of the settings file) is not read before the tray is there (design §6).
        build: { rolldownOptions: { output: { codeSplitting: true, chunkFileNames: 'main-[name].cjs' } } },
      });
    case 'preload':
      return node('electron/ipc/preload.ts', 'preload.cjs');
    case 'command-line-worker':
      return node('electron/desktop/command-line/worker.ts', 'command-line-worker.cjs');
    case 'demo-org':
      return node('electron/demo-org/index.ts', 'demo-org.cjs');
    default:
      return renderer;
  }
});
