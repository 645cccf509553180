/** electron-builder.yml, as electron-builder itself reads and checks it. */
import { existsSync, readFileSync } from 'node:fs';
import { FuseV1Options } from '@electron/fuses';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { describe, expect, it } from 'vitest';
import { withPath } from '../../../assets/packaging/msi-path.js';
import { LOCALE_CODES } from '../../../electron/genesys/locale-codes.js';

const config = await getConfig(process.cwd(), 'electron-builder.yml', null);
const targets = (of: unknown): string[] =>
  (of as { target: string; arch: string[] }[]).flatMap(({ target, arch }) => arch.map((one) => `${target} ${one}`));

describe('what packages are made', () => {
  it('by a configuration that electron-builder accepts', async () => {
    await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
    await expect(validateConfiguration({ ...config, nonsense: 1 } as never, new DebugLogger(false))).rejects.toThrow(
      /nonsense/,
    );
  });

  it('for every system and processor', () => {
    expect(targets(config.win?.target)).toEqual(['nsis x64', 'nsis arm64', 'msi x64', 'msi arm64']);
    expect(targets(config.mac?.target)).toEqual(['dmg universal', 'zip universal']);
    expect(targets(config.linux?.target)).toEqual(
      ['AppImage', 'deb', 'rpm', 'tar.gz'].flatMap((each) => [`${each} x64`, `${each} arm64`]),
    );
  });

  it('for one person without an administrator by NSIS, for everybody by MSI', () => {
    expect(config.nsis).toMatchObject({ oneClick: true, perMachine: false });
    expect(config.msi).toMatchObject({ perMachine: true, runAfterFinish: false });
    expect(config.msi?.upgradeCode).toMatch(/^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/);
  });

  it('with the keychain’s module of the system and processor they are for', () => {
    for (const [platform, name] of [
      ['win', 'win32'],
      ['mac', 'darwin'],
      ['linux', 'linux'],
    ] as const)
      expect(config[platform]?.files).toEqual([
        { from: `node_modules/keytar/prebuilds/${name}-\${arch}`, to: 'node_modules/keytar/build/Release' },
      ]);
  });

  it('from files that are there', () => {
    const named = [
      ...[config.afterPack, config.msiProjectCreated, config.nsis?.include, config.linux?.icon, config.mac?.icon],
      ...[config.win?.icon, config.mac?.entitlements, config.mac?.entitlementsInherit],
    ];
    expect(named.filter((file) => typeof file !== 'string' || !existsSync(file))).toEqual([]);
  });
});

describe('the fuses', () => {
  it('are all nine stated, eight by electron-builder and one by our own file', () => {
    const name = (fuse: string): string => fuse.slice(0, 1).toLowerCase() + fuse.slice(1);
    const every = Object.keys(FuseV1Options).filter((key) => Number.isNaN(Number(key)));
    expect(every).toHaveLength(9);
    const stated = Object.keys(config.electronFuses ?? {}).filter((key) => key !== 'resetAdHocDarwinSignature');
    expect(stated.sort()).toEqual(
      every
        .filter((fuse) => fuse !== 'WasmTrapHandlers')
        .map(name)
        .sort(),
    );
    expect(readFileSync(String(config.afterPack), 'utf8')).toContain('[FuseV1Options.WasmTrapHandlers]: true');
  });
});

describe('macOS', () => {
  it('is given the entitlement to compile, and no other', () => {
    const keys = [...readFileSync(String(config.mac?.entitlements), 'utf8').matchAll(/<key>(.*?)<\/key>/g)];
    expect(keys.map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit']);
    expect(config.mac).toMatchObject({ hardenedRuntime: true, notarize: true, minimumSystemVersion: '13.0' });
  });
});

describe('Chromium’s texts', () => {
  it('are there in the languages of the service, and in no others', () => {
    // Chromium writes Norwegian as Bokmål.
    const wanted = LOCALE_CODES.map((code) => (code === 'no' ? 'nb' : code.replace('_', '-')));
    expect([...(config.electronLanguages as string[])].sort()).toEqual([...wanted].sort());
  });
});

describe('the MSI', () => {
  it('puts the console launcher on the PATH, and takes it off again', () => {
    const template = readFileSync('node_modules/app-builder-lib/templates/msi/template.xml', 'utf8');
    const project = withPath(template);
    expect(project).toMatch(
      /<Component Id="consoleLauncherOnPath" Guid="[\dA-F-]{36}">\s*<CreateFolder\/>\s*<Environment [^>]*Value="\[APPLICATIONFOLDER\]bin"[^>]*System="yes" Permanent="no"\/>\s*<\/Component>\s*<\/ComponentGroup>/,
    );
    expect(
      project.replace(/ {2}<Component Id="consoleLauncherOnPath"[^]*?<\/Component>\s*(?=<\/ComponentGroup>)/, ''),
    ).toBe(template);
  });

  it('is not made from a project of another shape', () => {
    expect(() => withPath('<Wix/>')).toThrow('another shape');
  });
});
