import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gzippedKilobytes, mainFiles, popupFiles } from '../../bench/bundles.js';

let dist = '';
const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(dist, name)), { recursive: true });
  writeFileSync(join(dist, name), text);
};
const names = (files: readonly string[]): string[] => files.map((file) => basename(file)).sort();

beforeEach(() => (dist = mkdtempSync(join(tmpdir(), 'presence-tray-bundles-'))));
afterEach(() => rmSync(dist, { recursive: true }));

it('counts what main loads on its way to the tray icon, and not what waits until it is needed', () => {
  write('main.cjs', 'let r=Promise.resolve().then(()=>require("./main-app.cjs"))');
  write(
    'main-app.cjs',
    'const f=require("./main-shared.cjs");g=()=>Promise.resolve().then(()=>require("./main-store.cjs"))',
  );
  write('main-shared.cjs', '');
  write('main-store.cjs', '');
  expect(names(mainFiles(dist))).toEqual(['main-app.cjs', 'main-shared.cjs', 'main.cjs']);
});

it('counts what the popup’s page names and imports, without what it imports on demand', () => {
  write(
    'renderer/popup/index.html',
    '<script type="module" crossorigin src="./assets/index-Bc2ezVLH.js"></script><link rel="stylesheet" href="./assets/index-DbLqXhNl.css">',
  );
  write(
    'renderer/popup/assets/index-Bc2ezVLH.js',
    'import{t as e}from"./shared-CiZmM-EG.js";x=()=>import(`./Entry-Cjw4nnG0.js`)',
  );
  write('renderer/popup/assets/index-DbLqXhNl.css', '');
  write('renderer/popup/assets/shared-CiZmM-EG.js', '');
  write('renderer/popup/assets/Entry-Cjw4nnG0.js', '');
  expect(names(popupFiles(dist))).toEqual(['index-Bc2ezVLH.js', 'index-DbLqXhNl.css', 'shared-CiZmM-EG.js']);
});

it('tells how large they are once compressed', () => {
  write('a.js', 'a'.repeat(100_000));
  expect(gzippedKilobytes([join(dist, 'a.js')])).toBeLessThan(1);
});
