import { cpSync, existsSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, mergeConfig, type Plugin, type UserConfig } from 'vite';
import { contract } from './electron/ipc/contract.js';
import { WINDOWS } from './electron/ipc/window-table.js';

/** What every part runs on: the shipped Electron is newer, the oldest that tests run on is 33 (docs/adr/0004). */
const NODE = 'node20';
const CHROME = 'chrome130';

const root = import.meta.dirname;

/** V8 keeps a source whose characters do not all fit into one byte in two bytes each: twenty arrows would double main's. They are escaped. */
const oneByteEach = (): Plugin => ({
  name: 'one-byte-each',
  generateBundle(_options, bundle) {
    for (const part of Object.values(bundle))
      if (part.type === 'chunk')
        part.code = part.code.replace(
          /[^\0-\xff]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
  },
});

/**
 * A part that runs in Node: CommonJS, Electron and the native keychain left outside.
 * @param entries source by the name of the file it becomes
 */
const node = (entries: Readonly<Record<string, string>>): UserConfig => ({
  plugins: [oneByteEach()],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: NODE,
    minify: true,
    sourcemap: false,
    lib: {
      entry: Object.fromEntries(Object.entries(entries).map(([name, source]) => [name, resolve(root, source)])),
      formats: ['cjs'],
      fileName: (_format, name) => `${name}.cjs`,
    },
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

/** The app is an entry of its own, or the bundler puts its helpers there and every command reads the whole app for them (docs/adr/0008). */
const appIsReadLater = (): Plugin => ({
  name: 'app-is-read-later',
  generateBundle(_options, bundle) {
    const main = bundle['main.cjs'];
    if (main?.type !== 'chunk' || main.imports.includes('main-app.cjs'))
      this.error('main.cjs reads main-app.cjs at once.');
  },
});

/** The one thing a window's preload needs of the contract. */
const channels = Object.fromEntries(Object.entries(contract).map(([name, { direction }]) => [name, direction]));

/**
 * One window for itself: what it shares with others is in its own script and its own style sheet, since a popup that was freed waits for each file
 * it has to ask main for (docs/design.md §6).
 */
const renderer = (name: string): UserConfig => ({
  root: resolve(root, 'renderer', name),
  base: './',
  plugins: [svelte({ configFile: false, preprocess: vitePreprocess(), compilerOptions: { runes: true } })],
  build: {
    outDir: resolve(root, 'dist/renderer', name),
    emptyOutDir: true,
    target: CHROME,
    // Nothing is inlined: the pages' Content-Security-Policy allows no data: addresses (docs/design.md §7).
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // English lies apart, as every language does: a text that only the command line says must not weigh on the popup's own code.
      output: { codeSplitting: { groups: [{ name: 'locale-en', test: /assets[\\/]locales[\\/]en\.json/ }] } },
    },
  },
});

/** All parts of the app, each a mode of this configuration. Main is built first: it clears away what earlier builds have left. */
export const PARTS: readonly string[] = ['main', 'preload', 'command-line-worker', 'demo-org', ...WINDOWS];

export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'main':
      return mergeConfig(node({ main: 'electron/main.ts', 'main-app': 'electron/app/start-app.ts' }), {
        plugins: [runtimeFiles(), appIsReadLater()],
        // What is imported on demand is not read before the tray is there.
        build: {
          emptyOutDir: true,
          rolldownOptions: { output: { codeSplitting: true, chunkFileNames: 'main-[name].cjs' } },
        },
      });
    case 'preload':
      return mergeConfig(node({ preload: 'electron/ipc/preload.ts' }), {
        define: { __CHANNELS__: JSON.stringify(channels) },
      });
    case 'command-line-worker':
      return node({ 'command-line-worker': 'electron/desktop/command-line/worker.ts' });
    case 'demo-org':
      return node({ 'demo-org': 'electron/demo-org/index.ts' });
    // The windows, by the folder of `renderer/` that draws them.
    default:
      return renderer(mode);
  }
});
