import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, mergeConfig, type Plugin, type UserConfig } from 'vite';
import { listOf } from './assets/packaging/third-party-licences.js';
import { electronStore } from './electron/app/electron-store/vite-plugin.js';
import { contract } from './electron/ipc/contract.js';
import { WINDOWS } from './electron/ipc/window-table.js';

/** The oldest Node among the Electrons we run on. Tests run on Electron 33 and we ship a newer one (docs/adr/0004). */
const NODE = 'node20';
const CHROME = 'chrome130';

const root = import.meta.dirname;

/**
 * V8 stores a source in two bytes per character if any character needs two. Twenty arrows would double main's size, so
 * they are escaped.
 */
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
 * A part that runs in Node: CommonJS, without Electron and the native keychain.
 * @param entries sources by output file name
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
    // Each language once, for main, which hands it to the windows.
    mkdirSync(resolve(root, 'dist/locales'), { recursive: true });
    for (const file of readdirSync(resolve(root, 'assets/locales')).filter((each) => each.endsWith('.json'))) {
      const messages: unknown = JSON.parse(readFileSync(resolve(root, 'assets/locales', file), 'utf8'));
      writeFileSync(resolve(root, 'dist/locales', file), JSON.stringify(messages));
    }
    for (const system of ['linux', 'mac', 'win']) copy(`assets/tray/${system}`, `tray/${system}`, /\.(png|ico)$/);
    copy('assets/icons', 'icons', /\.(png|ico)$/);
  },
});

/**
 * The app is its own entry. Otherwise the bundler puts its helpers into it, and every command loads the whole app for
 * them (docs/adr/0008).
 */
const appIsReadLater = (): Plugin => ({
  name: 'app-is-read-later',
  generateBundle(_options, bundle) {
    const main = bundle['main.cjs'];
    if (main?.type !== 'chunk' || main.imports.includes('main-app.cjs'))
      this.error('main.cjs reads main-app.cjs at once.');
  },
});

/** The only part of the contract that a preload needs. */
const channels = Object.fromEntries(Object.entries(contract).map(([name, { direction }]) => [name, direction]));

/**
 * One window on its own. Shared code goes into its own script and style sheet, because a popup that was freed waits for
 * every file it has to request from main (docs/design.md §6).
 */
const renderer = (name: string): UserConfig => ({
  root: resolve(root, 'renderer', name),
  base: './',
  plugins: [svelte({ configFile: false, preprocess: vitePreprocess(), compilerOptions: { runes: true } })],
  build: {
    outDir: resolve(root, 'dist/renderer', name),
    emptyOutDir: true,
    target: CHROME,
    // Nothing is inlined, because the pages' Content-Security-Policy allows no data: addresses (docs/design.md §7).
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});

/** Main's bundles by name. The app and the policy are loaded later, or not at all. */
const MAIN = {
  main: 'electron/main.ts',
  'main-app': 'electron/app/start-app.ts',
  'main-policy': 'electron/app/policy-folder.ts',
};

/** All parts of the app, each a mode of this configuration. Main comes first, because it removes earlier builds. */
export const PARTS: readonly string[] = [
  'main',
  'preload',
  'command-line-worker',
  'diagnostics',
  'demo-org',
  ...WINDOWS,
];

/** Every part lists whose work it contains, for dist/third-party-licences.txt. */
export default defineConfig(({ mode }) =>
  mergeConfig(configOf(mode), { build: { license: { fileName: listOf(mode) } } }),
);

function configOf(mode: string): UserConfig {
  switch (mode) {
    case 'main':
      return mergeConfig(node(MAIN), {
        plugins: [runtimeFiles(), appIsReadLater(), electronStore()],
        // Where updates come from, and whose they are (docs/releasing.md). Empty: such a build never looks for any.
        define: {
          __UPDATE_FEED__: JSON.stringify(process.env['PRESENCE_TRAY_FEED'] ?? ''),
          __UPDATE_KEY__: JSON.stringify(process.env['PRESENCE_TRAY_UPDATE_KEY'] ?? ''),
        },
        // Dynamic imports are loaded after the tray appears.
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
    case 'diagnostics':
      return node({ diagnostics: 'electron/app/diagnostics/index.ts' });
    case 'demo-org':
      return node({ 'demo-org': 'electron/demo-org/index.ts' });
    // The windows, by their folder in `renderer/`.
    default:
      return renderer(mode);
  }
}
