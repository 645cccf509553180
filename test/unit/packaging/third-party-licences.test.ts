import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LICENCES, licencesText, listOf, writeLicences } from '../../../assets/packaging/third-party-licences.js';

describe('the licences of what is not ours', () => {
  it('are in one file, each package once, in the order of their names', () => {
    const text = licencesText([
      { name: 'ws', version: '8.0.0', identifier: 'MIT', text: 'WS TEXT' },
      { name: 'svelte', version: '5.0.0', identifier: 'MIT', text: 'SVELTE TEXT' },
      { name: 'ws', version: '8.0.0', identifier: 'MIT', text: 'WS TEXT' },
    ]);
    expect(text.match(/WS TEXT/g)).toHaveLength(1);
    expect(text.indexOf('svelte 5.0.0 (MIT)\n\nSVELTE TEXT')).toBeLessThan(text.indexOf('ws 8.0.0 (MIT)\n\nWS TEXT'));
    expect(text).toContain('LICENSES.chromium.html');
  });

  it.each([undefined, '', ' \n'])('fail the build if a package brings %j', (text) => {
    const bare = { name: 'odd', version: '1.0.0', ...(text === undefined ? {} : { text }) };
    expect(() => licencesText([bare])).toThrow('odd 1.0.0 brings no licence.');
  });

  it('are the standard’s text where a package only names it', () => {
    const text = licencesText([{ name: 'momoa', version: '3.0.0', identifier: 'Apache-2.0' }]);
    expect(text).toMatch(/^momoa 3\.0\.0 \(Apache-2\.0\)\n\n\s*Apache License\n\s*Version 2\.0/m);
  });

  it('are the author’s where a package only names both', () => {
    const text = licencesText([{ name: 'lazy-val', version: '1.0.5', identifier: 'MIT' }]);
    expect(text).toMatch(/^lazy-val 1\.0\.5 \(MIT\)\n\nMIT License\n\nCopyright \(c\) Vladimir Krivosheev/m);
  });

  it('are put together from every part of the build, with Electron and the keychain’s module', () => {
    const dist = mkdtempSync(join(tmpdir(), 'licences-'));
    mkdirSync(join(dist, 'renderer', 'popup'), { recursive: true });
    const entry = (name: string) =>
      JSON.stringify([{ name, version: '1.0.0', identifier: 'MIT', text: `${name} TEXT` }]);
    writeFileSync(join(dist, listOf('main')), entry('valibot'));
    writeFileSync(join(dist, 'renderer', 'popup', listOf('popup')), entry('svelte'));
    writeLicences(dist, 'node_modules');
    const text = readFileSync(join(dist, LICENCES), 'utf8');
    for (const part of ['valibot TEXT', 'svelte TEXT', 'electron 45.', '@github/keytar 7.', 'node-addon-api 8.'])
      expect(text).toContain(part);
    expect(text).toContain('Copyright (c) Electron contributors');
    expect(readdirSync(dist, { recursive: true }).sort()).toEqual(['renderer', 'renderer/popup', LICENCES].sort());
  });
});
