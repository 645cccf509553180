/**
 * The launcher has never run on Windows. Its text is compared with what electron-builder makes of our configuration.
 */
import { readFileSync } from 'node:fs';
import { AppInfo } from 'app-builder-lib/out/appInfo.js';
import { getConfig } from 'app-builder-lib/out/util/config/config.js';
import { describe, expect, it } from 'vitest';
import { isOwnOption } from '../../../../electron/desktop/command-line/arguments.js';

const config = await getConfig(process.cwd(), 'electron-builder.yml', null);
const metadata = JSON.parse(readFileSync('package.json', 'utf8'));
/** The program's name, without extension. */
const program = (platform: 'win' | 'mac' | 'linux'): string =>
  new AppInfo({ config, metadata } as never, null, config[platform]).productFilename;
const launcher = readFileSync('electron/desktop/command-line/presence-tray.cmd', 'utf8');
const files = config.win?.extraFiles as { from: string; to: string }[];

describe('the console launcher of Windows', () => {
  it('calls the program by the name that the installer gives it, from the folder it is put into', () => {
    expect(program('win')).toBe('Presence Tray');
    expect(files.map(({ to }) => to)).toContain('bin/presence-tray.cmd');
    expect(launcher).toContain(`set "PRESENCE_TRAY_EXE=%~dp0..\\${program('win')}.exe"`);
  });

  it('lies beside no program of its own name, which the shell would prefer', () => {
    expect(program('win').toLowerCase()).not.toBe('presence-tray');
    expect(files.filter(({ to }) => to.endsWith('.exe'))).toEqual([]);
  });

  it('is found: the installer puts its folder on the PATH, and takes it off', () => {
    expect(config.nsis?.include).toBe('electron/desktop/command-line/installer.nsh');
    const script = readFileSync(config.nsis!.include!, 'utf8');
    expect(files.map(({ to }) => to)).toContain('bin/path.ps1');
    expect(script).toContain('$INSTDIR\\bin\\path.ps1');
    for (const [macro, what] of [
      ['customInstall', 'add'],
      ['customUnInstall', 'remove'],
    ] as const)
      expect(script).toMatch(new RegExp(`!macro ${macro}\\s+!insertmacro presenceTrayPath ${what}`));
  });

  it('waits for every command there is, and for no start', () => {
    const waits = /for %%c in \(([^)]*)\)/.exec(launcher)?.[1]?.split(' ') ?? [];
    const commands = ['set', 'status', 'list', 'toggle', 'sign-out', 'quit', 'help', 'version'];
    for (const name of commands)
      expect([name, isOwnOption(name), waits.includes(`--${name}`)]).toEqual([name, true, true]);
    expect(waits).not.toContain('--hidden');
    expect(waits).not.toContain('--demo');
  });
});

describe('what people type', () => {
  it('is the program’s name on Linux', () => expect(program('linux')).toBe('presence-tray'));
  it('is no file of macOS, whose program has the product’s name', () => expect(program('mac')).toBe('Presence Tray'));
});
