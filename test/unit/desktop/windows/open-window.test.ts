import { expect, test } from 'vitest';
import { createWindowOpener, type OpenedWindowPort } from '../../../../electron/desktop/windows/open-window.js';
import type { WindowPlace } from '../../../../electron/ipc/contract/app.js';
import { OPENED_WINDOWS } from '../../../../electron/ipc/window-table.js';

/** A desktop whose windows are made, load and close when the test says so. */
function desktop() {
  const made: { readonly name: string; shown: number; load(): void; close(): void }[] = [];
  let there: OpenedWindowPort | null = null;
  const opener = createWindowOpener({
    get: (name) => (made.at(-1)?.name === name ? there : null),
    make(name) {
      let load = (): void => undefined;
      let close = (): void => undefined;
      const entry = {
        name,
        shown: 0,
        load: () => load(),
        close: () => {
          there = null;
          close();
        },
      };
      made.push(entry);
      there = {
        show: () => (entry.shown += 1),
        focus: () => undefined,
        close: () => entry.close(),
        once: (_event, run) => (close = run),
        webContents: { once: (_event, run) => (load = run) },
      };
      return there;
    },
  });
  /** The page follows its place, as it does when it loads. */
  const follow = () => {
    const heard: WindowPlace[] = [];
    const end = opener.place(
      undefined,
      { snapshot: (place) => heard.push(place), change: () => undefined },
      'settings',
    );
    return { heard, end };
  };
  return { opener, made, follow };
}
const at = (section: WindowPlace['section'], definitionId: string | null = null): WindowPlace => ({
  section,
  definitionId,
});

test('a window that is asked for twice before it has loaded opens once, at the place asked for last', () => {
  const { opener, made, follow } = desktop();
  opener.open('settings', at('general'));
  opener.open('settings', at('limits', 'd-break'));
  const { heard } = follow();
  made[0]!.load();
  expect(made).toHaveLength(1);
  expect(made[0]!.shown).toBeGreaterThan(0);
  expect(heard.at(-1)).toEqual(at('limits', 'd-break'));
});

test('asked for while its page loads, it hears of that place too', () => {
  const { opener, made, follow } = desktop();
  opener.open('settings', at('general'));
  const { heard } = follow();
  opener.open('settings', at('hotkeys'));
  made[0]!.load();
  expect(heard).toEqual([at('general'), at('hotkeys')]);
});

test('a window that is there comes forward and goes to the place, each time it is asked for it', () => {
  const { opener, made, follow } = desktop();
  opener.open('settings', at('general'));
  made[0]!.load();
  const { heard } = follow();
  opener.open('settings', at('limits', 'd-break'));
  opener.open('settings', at('limits', 'd-break'));
  expect(made[0]!.shown).toBe(3);
  expect(heard).toEqual([at('general'), at('limits', 'd-break'), at('limits', 'd-break')]);
});

test('what was closed is made anew, and knows nothing of where it was', () => {
  const { opener, made, follow } = desktop();
  opener.open('settings', at('limits'));
  made[0]!.load();
  const first = follow();
  first.end();
  made[0]!.close();
  opener.open('settings', at(null));
  const { heard } = follow();
  expect(made).toHaveLength(2);
  expect(heard).toEqual([at(null)]);
  expect(first.heard).toEqual([at('limits')]);
});

test('a window goes with the right to it, and one that stays allowed stays', () => {
  const { opener, made, follow } = desktop();
  opener.open('settings', at('general'));
  made[0]!.load();
  opener.keep(OPENED_WINDOWS);
  opener.open('settings', at('limits'));
  expect(made).toHaveLength(1);
  opener.keep([]);
  opener.open('settings', at(null));
  expect(made).toHaveLength(2);
  expect(follow().heard).toEqual([at(null)]);
});

test('what has gone with a crash is opened again where it was', () => {
  const { opener, made, follow } = desktop();
  opener.open('settings', at('limits'));
  made[0]!.load();
  made[0]!.close();
  opener.reopen('settings');
  made[1]!.load();
  expect(made[1]!.shown).toBe(1);
  expect(follow().heard).toEqual([at('limits')]);
});
