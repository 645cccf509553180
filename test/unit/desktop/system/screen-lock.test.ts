import { describe, expect, it } from 'vitest';
import { createScreenLock } from '../../../../electron/desktop/system/screen-lock.js';
import { fakeClock } from '../fake-clock.js';
import { silentLog } from '../../../../electron/silent-log.js';
const NAMED =
  'signal time=1795652892.78 sender=org.freedesktop.DBus -> destination=:1.19 serial=4 path=/org/freedesktop/DBus; interface=org.freedesktop.DBus; member=NameLost';
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A desktop where `saver` owns the screen saver's name. Null: nobody does. Without `tools` nothing can ask. */
function desktop(sessionId: string | undefined, there: { tools?: boolean; monitor?: boolean } = {}) {
  const time = fakeClock();
  const told: boolean[] = [];
  const programs = new Map<string, { args: readonly string[]; line: (line: string) => void; end: () => void }>();
  const has = { tools: there.tools ?? true, monitor: there.monitor ?? true };
  const says: { saver: boolean | null; hint: boolean } = { saver: null, hint: false };
  const lock = createScreenLock({
    follow: (program, args, line, onEnd = () => undefined) => {
      if (program === 'dbus-monitor' && !has.monitor) onEnd();
      else
        programs.set(program, {
          args,
          line,
          end: () => {
            programs.delete(program);
            onEnd();
          },
        });
      return () => void programs.delete(program);
    },
    run: (program, args) => {
      if (!has.tools || program !== 'gdbus') return Promise.resolve(null);
      const method = args[args.indexOf('--method') + 1] ?? '';
      if (method.endsWith('.ListNames'))
        return Promise.resolve(
          `(['org.freedesktop.DBus', ${says.saver === null ? '' : "'org.gnome.ScreenSaver', "}':1.4'],)`,
        );
      if (method.endsWith('.GetAll'))
        return Promise.resolve(`({'LockedHint': <${says.hint}>, 'Active': <true>, 'Name': <'ada'>},)`);
      return Promise.resolve(says.saver === null ? null : `(${says.saver},)`);
    },
    clock: time.clock,
    log: silentLog,
    sessionId,
    tell: (locked) => told.push(locked),
  });
  return {
    lock,
    told,
    programs,
    has,
    says,
    pass: (ms: number) => time.pass(ms),
    waiting: () => time.waiting(),
    /** As dbus-monitor prints it. */
    screenSaver: (name: string, active: boolean, member = 'ActiveChanged'): void => {
      const line = programs.get('dbus-monitor')!.line;
      line(
        `signal time=1795304355.67 sender=:1.3 -> destination=(null destination) serial=2 path=/org/x; interface=${name}; member=${member}`,
      );
      line(`   boolean ${active}`);
    },
    /** As `gdbus monitor` prints it. */
    logind: (rest: string, path = '/org/freedesktop/login1/session/_32') =>
      programs.get('gdbus')!.line(`${path}: org.freedesktop.${rest}`),
  };
}
const listening: typeof desktop = (sessionId, there) => {
  const made = desktop(sessionId, there);
  made.lock.listen(true);
  return made;
};

describe('on Linux, the app knows that the screen is locked', () => {
  it.each(['org.freedesktop.ScreenSaver', 'org.gnome.ScreenSaver'])('from %s', (name) => {
    const { screenSaver, told } = listening(undefined);
    screenSaver(name, true);
    screenSaver(name, true);
    screenSaver(name, false);
    expect(told).toEqual([true, false]);
  });

  it('from nothing else on the session bus', () => {
    const { screenSaver, told, programs } = listening(undefined);
    programs.get('dbus-monitor')!.line('   boolean true');
    screenSaver('org.gnome.ScreenSaver', true, 'WakeUpScreen');
    screenSaver('org.example.Player', true);
    expect(told).toEqual([]);
    expect([...programs.keys()]).toEqual(['dbus-monitor']);
  });

  it('from logind, for its own session alone', () => {
    const { logind, told, programs } = listening('2');
    expect(programs.get('gdbus')!.args.at(-1)).toBe('/org/freedesktop/login1/session/_32');
    logind('login1.Session.Lock ()', '/org/freedesktop/login1/session/_33');
    logind("DBus.Properties.PropertiesChanged ('org.freedesktop.login1.Session', {'IdleHint': <true>}, @as [])");
    expect(told).toEqual([]);
    logind("DBus.Properties.PropertiesChanged ('org.freedesktop.login1.Session', {'LockedHint': <true>}, @as [])");
    logind('login1.Session.Unlock ()');
    expect(told).toEqual([true, false]);
  });

  it('when another person takes the screen over', () => {
    const { logind, told } = listening('c1');
    const path = '/org/freedesktop/login1/session/c1';
    logind("DBus.Properties.PropertiesChanged ('x', {'Active': <false>, 'State': <'online'>}, @as [])", path);
    logind("DBus.Properties.PropertiesChanged ('x', {'Active': <true>}, @as [])", path);
    expect(told).toEqual([true, false]);
  });

  it('once, whoever says it, and unlocked when both say so or logind does', () => {
    const { logind, screenSaver, told } = listening('2');
    logind('login1.Session.Lock ()');
    screenSaver('org.gnome.ScreenSaver', true);
    screenSaver('org.gnome.ScreenSaver', false);
    expect(told).toEqual([true]);
    screenSaver('org.gnome.ScreenSaver', true);
    logind('login1.Session.Unlock ()');
    expect(told).toEqual([true, false]);
  });

  it('from the screen saver also where logind has not taken its own lock back', () => {
    const { logind, screenSaver, told } = listening('2');
    screenSaver('org.gnome.ScreenSaver', true);
    logind('login1.Session.Lock ()');
    screenSaver('org.gnome.ScreenSaver', false);
    screenSaver('org.gnome.ScreenSaver', true);
    expect(told).toEqual([true]);
  });

  it('while another person has the screen, also once their screen saver’s lock is gone', () => {
    const { logind, screenSaver, told } = listening('2');
    const session = (change: string) => logind(`DBus.Properties.PropertiesChanged ('x', {${change}}, @as [])`);
    screenSaver('org.gnome.ScreenSaver', true);
    session("'Active': <false>");
    session("'LockedHint': <false>");
    expect(told).toEqual([true]);
    session("'Active': <true>");
    expect(told).toEqual([true, false]);
  });

  it('until it is no longer asked for; a lock that is not followed to its end does not hide the next one', () => {
    const { lock, programs, screenSaver, told, waiting } = listening('2');
    screenSaver('org.gnome.ScreenSaver', true);
    lock.listen(false);
    expect(programs.size).toBe(0);
    expect(waiting()).toBe(0);
    lock.listen(true);
    screenSaver('org.gnome.ScreenSaver', true);
    expect(told).toEqual([true, false, true]);
  });
});

describe('where the lock cannot be heard, the app knows that', () => {
  it('on a desktop whose screen saver says whether it is locked, all is well', async () => {
    const { lock, says } = desktop(undefined);
    expect(lock.news()).toBe('unclear');
    says.saver = false;
    await lock.look();
    expect(lock.news()).toBe('told');
  });

  it.each([
    [undefined, 'silent'],
    ['', 'silent'],
    ['2', 'logindOnly'],
  ] as const)('with i3lock or swaylock, in the log-in session %s: %s', async (sessionId, news) => {
    const { lock } = listening(sessionId);
    let changes = 0;
    lock.onChange(() => (changes += 1));
    await lock.look();
    expect(lock.news()).toBe(news);
    expect(changes).toBe(1);
    await lock.look();
    expect(changes).toBe(1);
  });

  it('and where logind is not heard either, it does not count on it', async () => {
    const { lock, programs, pass } = listening('2');
    await lock.look();
    programs.get('gdbus')!.end();
    expect(lock.news()).toBe('silent');
    pass(1_000);
    programs.get('gdbus')!.line('Monitoring signals on object …');
    expect(lock.news()).toBe('logindOnly');
  });

  it('nothing is claimed where nothing on the machine can ask', async () => {
    const { lock } = listening('2', { tools: false });
    await lock.look();
    expect(lock.news()).toBe('unclear');
  });

  it('a lock that is told of all the same proves that the desktop tells', async () => {
    const { lock, screenSaver } = listening('2');
    await lock.look();
    screenSaver('org.gnome.ScreenSaver', true);
    expect(lock.news()).toBe('told');
  });

  it('logind asking for a lock proves nothing of lockers that start by themselves; that the locker set its hint does', async () => {
    const { lock, logind, told } = listening('2');
    await lock.look();
    logind('login1.Session.Lock ()');
    expect(told).toEqual([true]);
    expect(lock.news()).toBe('logindOnly');
    logind("DBus.Properties.PropertiesChanged ('x', {'LockedHint': <true>}, @as [])");
    expect(lock.news()).toBe('told');
  });

  it('without dbus-monitor it is deaf, and hears again once the program is there', () => {
    const { lock, has, programs, pass } = listening(undefined, { monitor: false });
    expect(lock.news()).toBe('deaf');
    has.monitor = true;
    pass(60_000);
    programs.get('dbus-monitor')!.line(NAMED);
    expect(lock.news()).not.toBe('deaf');
  });

  it('a listener that dies is started again, and what was locked or unlocked meanwhile is made up for', async () => {
    const { lock, programs, says, told, pass } = listening('2');
    says.saver = false;
    programs.get('dbus-monitor')!.end();
    expect(lock.news()).toBe('deaf');
    says.saver = true;
    pass(1_000);
    programs.get('dbus-monitor')!.line(NAMED);
    await settled();
    expect(told).toEqual([true]);
    programs.get('dbus-monitor')!.end();
    says.saver = false;
    pass(60_000);
    programs.get('dbus-monitor')!.line(NAMED);
    await settled();
    expect(told).toEqual([true, false]);
  });

  it('an answer about the past does not overrule what was told since', async () => {
    const { programs, says, told, pass, screenSaver } = listening(undefined);
    says.saver = false;
    programs.get('dbus-monitor')!.end();
    pass(1_000);
    programs.get('dbus-monitor')!.line(NAMED);
    screenSaver('org.gnome.ScreenSaver', true);
    await settled();
    expect(told).toEqual([true]);
  });
});
