/**
 * The files that electron-builder makes for Linux, by its own code. Its tools come from GitHub, so stand-ins take their
 * place: one keeps what would go into the AppImage, one keeps what `fpm` is told.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arch, Platform, build } from 'electron-builder';
import { beforeAll, describe, expect, it, vi } from 'vitest';

// In Vitest electron-builder links files, which it does nowhere else. It reads this when it is imported.
vi.hoisted(() => Reflect.deleteProperty(process.env, 'VITEST'));

const work = mkdtempSync(join(tmpdir(), 'linux-packages-'));
const stage = join(work, 'appimage');

function script(path: string, lines: string): void {
  writeFileSync(path, `#!/bin/sh\nset -eu\n${lines}\n`);
  chmodSync(path, 0o755);
}

/** Tools with the layout that electron-builder expects. */
function standIns(): void {
  const tools = join(work, 'tools', `linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}`);
  mkdirSync(tools, { recursive: true });
  mkdirSync(join(work, 'tools', 'lib', 'x64'), { recursive: true });
  script(join(tools, 'mksquashfs'), `cp -a "$1" '${stage}'\nhead -c 4096 /dev/zero > "$2"`);
  script(join(tools, 'desktop-file-validate'), 'true');
  writeFileSync(join(work, 'tools', 'runtime-x64'), 'runtime');
  script(
    join(work, 'fpm'),
    `for last; do case "$last" in *.desktop=*) entry="\${last%%=*}"; target="\${last#*=}" ;; esac; done
case " $* " in *' -t deb '*) kind=deb ;; *) kind=rpm ;; esac
cp "$entry" '${work}/'$kind.desktop
printf '%s' "$target" > '${work}/'$kind.target
printf '%s\\n' "$@" > '${work}/'$kind.args
while [ $# -gt 0 ]; do [ "$1" != --package ] || : > "$2"; shift; done`,
  );
}

/** The unpacked folder, as small as it can be. */
function unpacked(): string {
  const folder = join(work, 'release', 'linux-unpacked');
  mkdirSync(join(folder, 'resources'), { recursive: true });
  script(join(folder, 'presence-tray'), 'printf "%s\\n" "$@"');
  cpSync('assets/packaging/AppRun', join(folder, 'AppRun'));
  return folder;
}

beforeAll(async () => {
  standIns();
  const before = { ...process.env };
  process.env['APPIMAGE_TOOLS_PATH'] = join(work, 'tools');
  process.env['CUSTOM_FPM_PATH'] = join(work, 'fpm');
  try {
    await build({
      projectDir: process.cwd(),
      publish: 'never',
      targets: Platform.LINUX.createTarget(['AppImage', 'deb', 'rpm'], Arch.x64),
      prepackaged: unpacked(),
      // Vitest does not hand TypeScript to electron-builder. after-pack.test.ts and configuration.test.ts try these.
      config: {
        afterPack: null,
        msiProjectCreated: null,
        directories: { output: join(work, 'release') },
        electronVersion: '45.4.1',
      },
    });
  } finally {
    for (const name of ['APPIMAGE_TOOLS_PATH', 'CUSTOM_FPM_PATH'])
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
  }
});

const args = (kind: 'deb' | 'rpm'): string[] => readFileSync(join(work, `${kind}.args`), 'utf8').split('\n');
/** The values of an option that may be given several times. */
const given = (kind: 'deb' | 'rpm', option: string): string[] =>
  args(kind).flatMap((each, at, all) => (each === option ? [all[at + 1] ?? ''] : []));

describe('the AppImage', () => {
  it('starts the app without --no-sandbox, from its entry and from its first program', () => {
    const entry = readFileSync(join(stage, 'presence-tray.desktop'), 'utf8');
    expect(entry).toMatch(/^Exec=AppRun %U$/m);
    const first = readFileSync(join(stage, 'AppRun'), 'utf8');
    expect(first).toBe(readFileSync('assets/packaging/AppRun', 'utf8'));
    expect(`${entry}\n${first.replaceAll(/^#.*$/gm, '')}`).not.toContain('sandbox');
  });

  it('hands every argument on, also where user namespaces are forbidden', () => {
    const forbidden = mkdtempSync(join(work, 'bin-'));
    script(join(forbidden, 'unshare'), 'exit 1');
    const run = (env: NodeJS.ProcessEnv): string =>
      execFileSync(join(stage, 'AppRun'), ['--set', 'On a break', ''], {
        encoding: 'utf8',
        env: { PATH: `${forbidden}:/usr/bin:/bin`, ...env },
      });
    expect(run({})).toBe('--set\nOn a break\n\n');
    expect(run({ APPDIR: stage, LD_LIBRARY_PATH: '/lib' })).toBe('--set\nOn a break\n\n');
  });

  it('can start it', () => expect(statSync(join(stage, 'AppRun')).mode & 0o111).toBe(0o111));
});

describe.each(['deb', 'rpm'] as const)('the %s', (kind) => {
  it('starts the app without --no-sandbox', () => {
    const entry = readFileSync(join(work, `${kind}.desktop`), 'utf8');
    expect(entry).toMatch(/^Exec="\/opt\/Presence Tray\/presence-tray" %U$/m);
    expect(entry).not.toContain('sandbox');
  });

  it('has its entry under the name that Wayland’s desktops know the windows by', () => {
    const { desktopName } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(readFileSync(join(work, `${kind}.target`), 'utf8')).toBe(`/usr/share/applications/${desktopName}`);
  });

  it('has an entry that the standard allows', () => {
    if (!existsSync('/usr/bin/desktop-file-validate')) return;
    execFileSync('desktop-file-validate', [join(work, `${kind}.desktop`)]);
  });

  it.each(['libsecret', 'libnotify', 'dbus', 'glib2'])('needs %s', (name) => {
    expect(given(kind, '-d').filter((each) => each.includes(name))).toHaveLength(1);
  });

  it('recommends the extension that shows tray icons in GNOME', () => {
    const recommended = kind === 'deb' ? given(kind, '--deb-recommends') : given(kind, '--rpm-tag');
    expect(recommended.map((each) => each.replace('Recommends: ', ''))).toEqual(['gnome-shell-extension-appindicator']);
  });
});
