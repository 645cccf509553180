/** Whether the panel has this app's icon, in the words of each program and panel. */
import { describe, expect, it } from 'vitest';
import { hasIconOf } from '../../../../electron/desktop/tray/registered-icon.js';
import type { RunProgram } from '../../../../electron/desktop/tray/tray-host.js';

const OURS = 4077;

/** How each program prints a list of texts and a number. */
const WORDS: Readonly<Record<string, { items: (items: readonly string[]) => string; owner: (pid: number) => string }>> =
  {
    busctl: {
      items: (items) => `as ${items.length}${items.map((item) => ` "${item}"`).join('')}\n`,
      owner: (pid) => `u ${pid}\n`,
    },
    gdbus: {
      items: (items) =>
        items.length === 0 ? '(<@as []>,)\n' : `(<[${items.map((item) => `'${item}'`).join(', ')}]>,)\n`,
      owner: (pid) => `(uint32 ${pid},)\n`,
    },
    'dbus-send': {
      items: (items) =>
        [
          'method return time=1732.5 sender=:1.9 -> destination=:1.77 serial=5 reply_serial=2',
          '   variant       array [',
          ...items.map((item) => `         string "${item}"`),
          '      ]\n',
        ].join('\n'),
      owner: (pid) =>
        `method return time=1732.5 sender=org.freedesktop.DBus -> destination=:1.77 serial=3 reply_serial=2\n   uint32 ${pid}\n`,
    },
  };

/**
 * A session with these icons on its panel.
 * @param owners the processes behind the names
 */
function session(program: string, items: readonly string[], owners: Readonly<Record<string, number>> = {}) {
  const asked: string[] = [];
  const run: RunProgram = (name, args) => {
    const say = WORDS[name];
    if (name !== program || say === undefined) return Promise.resolve(null);
    if (args.some((argument) => argument.includes('RegisteredStatusNotifierItems')))
      return Promise.resolve(say.items(items));
    const whose = args.at(-1)?.replace('string:', '') ?? '';
    asked.push(whose);
    const owner = owners[whose];
    return Promise.resolve(owner === undefined ? null : say.owner(owner));
  };
  return { asked, has: hasIconOf(OURS, run) };
}

describe.each(Object.keys(WORDS))("the panel's icons, as %s says them", (program) => {
  it.each([
    ['Plasma, Xfce and Waybar write', ':1.23/StatusNotifierItem'],
    ['GNOME’s extension writes', ':1.23@/StatusNotifierItem'],
    ['some write alone', ':1.23'],
  ])('hold ours, which %s as %s', async (_who, item) => {
    expect(await session(program, [item], { ':1.23': OURS }).has).toBe(true);
    expect(await session(program, [item], { ':1.23': 4078 }).has).toBe(false);
  });

  it('hold ours under a name with the number of its process, and nobody else is asked', async () => {
    const { asked, has } = session(program, [`org.kde.StatusNotifierItem-${OURS}-1`, ':1.5/StatusNotifierItem']);
    expect(await has).toBe(true);
    expect(asked).toEqual([]);
  });

  it('do not hold ours, but that of a process whose number begins alike', async () => {
    const other = `org.kde.StatusNotifierItem-${OURS}1-1`;
    expect(await session(program, [`${other}/StatusNotifierItem`], { [other]: 40771 }).has).toBe(false);
  });

  it('hold nothing', async () => {
    expect(await session(program, []).has).toBe(false);
  });

  it('are asked from the newest on until ours is found; one that has just gone is passed over', async () => {
    const items = [':1.5/StatusNotifierItem', ':1.23/StatusNotifierItem', ':1.40/org/ayatana/NotificationItem/chat'];
    const { asked, has } = session(program, items, { ':1.5': 12, ':1.23': OURS });
    expect(await has).toBe(true);
    expect(asked).toEqual([':1.40', ':1.23']);
  });
});

it('nothing can tell where no program asks the bus', async () => {
  expect(await session('', []).has).toBeNull();
});
