import { describe, expect, it } from 'vitest';
import { findTrayHost, watchTrayHost, type RunProgram } from '../../../../electron/desktop/tray/tray-host.js';
import { fakeClock } from '../fake-clock.js';

/** The bus's answers: whether the watcher has an owner, and whether a panel is registered with it. */
interface BusWord {
  owned: boolean;
  host: boolean;
}

const WORDS: Readonly<Record<string, (yes: boolean) => string>> = {
  busctl: (yes) => `b ${yes}\n`,
  gdbus: (yes) => `(${yes},)\n`,
  'dbus-send': (yes) => `method return time=1 sender=x\n   boolean ${yes}\n`,
};

/** A machine with these programs. The property of a watcher without owner cannot be read. */
const machine =
  (word: BusWord, ...programs: readonly string[]): RunProgram =>
  (program, args) => {
    const say = WORDS[program];
    if (!programs.includes(program) || say === undefined) return Promise.resolve(null);
    if (args.some((argument) => argument.includes('NameHasOwner'))) return Promise.resolve(say(word.owned));
    return Promise.resolve(word.owned ? say(word.host) : null);
  };

const find = (run: RunProgram, x11 = false) => findTrayHost({ run, hasX11Tray: () => Promise.resolve(x11) });

describe('whether a Linux desktop shows tray icons', () => {
  it.each(Object.keys(WORDS))('is asked with %s', async (program) => {
    expect(await find(machine({ owned: true, host: true }, program))).toBe('statusNotifier');
    expect(await find(machine({ owned: false, host: false }, program))).toBe('absent');
  });

  it('is not said of a watcher to which no panel listens: Electron does not show its icon there either', async () => {
    expect(await find(machine({ owned: true, host: false }, 'busctl'))).toBe('absent');
  });

  it('is said of a panel that takes icons over X11 alone', async () => {
    expect(await find(machine({ owned: false, host: false }, 'busctl'), true)).toBe('xembed');
    expect(await find(machine({ owned: false, host: false }), true)).toBe('xembed');
  });

  it('is unknown where no program can ask', async () => {
    expect(await find(machine({ owned: false, host: false }))).toBe('unknown');
  });
});

describe('a panel that may still be starting', () => {
  const watch = (atLogin = true, atFirst: Partial<BusWord & { icon: boolean | null }> = {}) => {
    const time = fakeClock();
    const word: BusWord & { x11: boolean; icon: boolean | null } = {
      ...{ owned: false, host: false, x11: false, icon: true },
      ...atFirst,
    };
    const told: string[] = [];
    let asked = Promise.resolve();
    const run = machine(word, 'busctl');
    const hasIcon = () => Promise.resolve(word.icon);
    const deps = { run, clock: time.clock, hasX11Tray: () => Promise.resolve(word.x11), hasIcon };
    const cancel = watchTrayHost(deps, atLogin, {
      found: (host) => told.push(`found ${host}`),
      absent: () => told.push('absent'),
      arrived: () => told.push('arrived'),
      missing: () => told.push('missing'),
    });
    /** Lets pending questions be answered. */
    const settle = async (): Promise<void> => {
      asked = asked.then(() => new Promise((resolve) => setImmediate(resolve)));
      await asked;
    };
    const pass = async (ms: number): Promise<void> => {
      time.pass(ms);
      await settle();
    };
    return { word, told, settle, pass, cancel };
  };

  it('is waited for before anything is said', async () => {
    const { told, settle, pass } = watch();
    await settle();
    await pass(3_000);
    expect(told).toEqual([]);
    await pass(12_000);
    expect(told).toEqual(['absent']);
  });

  it('is missed at once where a person starts the app on a desktop that is long there', async () => {
    const { told, settle, pass } = watch(false);
    await settle();
    expect(told).toEqual(['absent']);
    await pass(15_000);
    expect(told).toEqual(['absent']);
  });

  it.each([true, false])('that is there at once has the icon already (at log-in: %s)', async (atLogin) => {
    const { told, settle } = watch(atLogin, { owned: true, host: true });
    await settle();
    expect(told).toEqual(['found statusNotifier']);
  });

  it('makes the icon be made anew when it comes, since Electron has given it up', async () => {
    const { word, told, settle, pass } = watch();
    await settle();
    word.owned = word.host = true;
    await pass(3_000);
    expect(told).toEqual(['arrived', 'found statusNotifier']);
    await pass(300_000);
    expect(told).toHaveLength(2);
  });

  it('takes the icon by itself where it is one of the older kind', async () => {
    const { word, told, settle, pass } = watch();
    await settle();
    word.x11 = true;
    await pass(3_000);
    expect(told).toEqual(['found xembed']);
  });

  it('of the older kind says that it came only once it had been missed', async () => {
    const { word, told, settle, pass } = watch();
    await settle();
    await pass(3_000);
    await pass(12_000);
    word.x11 = true;
    await pass(45_000);
    expect(told).toEqual(['absent', 'arrived', 'found xembed']);
  });

  it('of the older kind that comes in the turn in which it would be missed was not missed', async () => {
    const { word, told, settle, pass } = watch();
    await settle();
    await pass(3_000);
    word.x11 = true;
    await pass(12_000);
    expect(told).toEqual(['found xembed']);
  });

  it('is noticed after it was missed, and then said once', async () => {
    const { word, told, settle, pass } = watch();
    await settle();
    await pass(3_000);
    await pass(12_000);
    word.owned = word.host = true;
    await pass(45_000);
    await pass(240_000);
    expect(told).toEqual(['absent', 'arrived', 'found statusNotifier']);
  });

  it('came right after Electron had looked for one: the icon is missing on it, which is said once', async () => {
    const { told, settle, pass } = watch(true, { owned: true, host: true, icon: false });
    await settle();
    await pass(2_999);
    expect(told).toEqual(['found statusNotifier']);
    await pass(1);
    await pass(300_000);
    expect(told).toEqual(['found statusNotifier', 'missing']);
  });

  it.each([true, null])('is left alone where it has the icon, or nothing can tell (%s)', async (icon) => {
    const { told, settle, pass } = watch(true, { owned: true, host: true, icon });
    await settle();
    await pass(300_000);
    expect(told).toEqual(['found statusNotifier']);
  });

  it('is not asked for the icon once the app has ended', async () => {
    const { told, settle, pass, cancel } = watch(true, { owned: true, host: true, icon: false });
    await settle();
    cancel();
    await pass(300_000);
    expect(told).toEqual(['found statusNotifier']);
  });

  it('is asked about five minutes long, and no longer than the app lives', async () => {
    const { word, told, settle, pass, cancel } = watch();
    await settle();
    cancel();
    word.owned = word.host = true;
    await pass(300_000);
    expect(told).toEqual([]);
  });
});
