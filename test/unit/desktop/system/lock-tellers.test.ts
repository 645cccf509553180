import { describe, expect, it } from 'vitest';
import { findLockTellers } from '../../../../electron/desktop/system/lock-tellers.js';

/**
 * A machine with one program that can ask, and names on its bus. Those that answer say whether the screen is locked.
 */
function machine(program: 'busctl' | 'gdbus' | 'dbus-send' | null, names: Readonly<Record<string, boolean | null>>) {
  const asked: string[] = [];
  const printed = {
    busctl: {
      list: (all: string[]) => `as ${all.length} ${all.map((name) => `"${name}"`).join(' ')}`,
      yes: (is: boolean) => `b ${is}`,
    },
    gdbus: {
      list: (all: string[]) => `([${all.map((name) => `'${name}'`).join(', ')}],)`,
      yes: (is: boolean) => `(${is},)`,
    },
    'dbus-send': {
      list: (all: string[]) =>
        `method return time=1.2 sender=x\n   array [\n${all.map((name) => `      string "${name}"`).join('\n')}\n   ]`,
      yes: (is: boolean) => `method return time=1.2 sender=x\n   boolean ${is}`,
    },
  };
  const run = (name: string, args: readonly string[]): Promise<string | null> => {
    if (program === null || name !== program) return Promise.resolve(null);
    const line = args.join(' ');
    if (line.includes('ListNames'))
      return Promise.resolve(printed[program].list(['org.freedesktop.DBus', ':1.7', ...Object.keys(names)]));
    asked.push(line);
    const owner = Object.keys(names).find((each) => line.includes(each)) ?? '';
    const answer = names[owner] ?? null;
    return Promise.resolve(answer === null ? null : printed[program].yes(answer));
  };
  return { run, asked };
}

describe.each(['busctl', 'gdbus', 'dbus-send'] as const)(
  'whether the desktop tells of its lock, asked by %s',
  (program) => {
    it.each(['org.freedesktop', 'org.gnome', 'org.cinnamon', 'org.mate', 'org.xfce'])('%s does', async (owner) => {
      const { run, asked } = machine(program, { [`${owner}.ScreenSaver`]: true, 'org.example.Player': true });
      expect(await findLockTellers(run)).toEqual({ any: true, locked: true });
      expect(asked).toHaveLength(1);
      expect(asked[0]).toContain(`/${owner.replace('.', '/')}/ScreenSaver`);
    });

    it('a desktop without a screen saver does not, and none is started by the question', async () => {
      const { run, asked } = machine(program, { 'org.gnome.ScreenSaver.Helper': true });
      expect(await findLockTellers(run)).toEqual({ any: false, locked: false });
      expect(asked).toEqual([]);
    });

    it('who owns the name only to be asked not to lock does not, and does not hide one who tells', async () => {
      expect(await findLockTellers(machine(program, { 'org.freedesktop.ScreenSaver': null }).run)).toEqual({
        any: false,
        locked: false,
      });
      const both = machine(program, { 'org.freedesktop.ScreenSaver': null, 'org.gnome.ScreenSaver': false });
      expect(await findLockTellers(both.run)).toEqual({ any: true, locked: false });
    });
  },
);

it('where nothing can ask, nothing is said', async () => {
  expect(await findLockTellers(machine(null, {}).run)).toBeNull();
});
