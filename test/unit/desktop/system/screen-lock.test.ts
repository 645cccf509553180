import { describe, expect, it } from 'vitest';
import { watchScreenLock } from '../../../../electron/desktop/system/screen-lock.js';

function bus(sessionId: string | undefined) {
  const told: boolean[] = [];
  const programs = new Map<string, { args: readonly string[]; line: (line: string) => void }>();
  const cancel = watchScreenLock(
    (program, args, line) => {
      programs.set(program, { args, line });
      return () => void programs.delete(program);
    },
    sessionId,
    (locked) => told.push(locked),
  );
  return {
    told,
    programs,
    cancel,
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

describe('on Linux, the app knows that the screen is locked', () => {
  it.each(['org.freedesktop.ScreenSaver', 'org.gnome.ScreenSaver'])('from %s', (name) => {
    const { screenSaver, told } = bus(undefined);
    screenSaver(name, true);
    screenSaver(name, true);
    screenSaver(name, false);
    expect(told).toEqual([true, false]);
  });

  it('from nothing else on the session bus', () => {
    const { screenSaver, told, programs } = bus(undefined);
    programs.get('dbus-monitor')!.line('   boolean true');
    screenSaver('org.gnome.ScreenSaver', true, 'WakeUpScreen');
    screenSaver('org.example.Player', true);
    expect(told).toEqual([]);
    expect([...programs.keys()]).toEqual(['dbus-monitor']);
  });

  it('from logind, for its own session alone', () => {
    const { logind, told, programs } = bus('2');
    expect(programs.get('gdbus')!.args.at(-1)).toBe('/org/freedesktop/login1/session/_32');
    logind('login1.Session.Lock ()', '/org/freedesktop/login1/session/_33');
    logind("DBus.Properties.PropertiesChanged ('org.freedesktop.login1.Session', {'IdleHint': <true>}, @as [])");
    expect(told).toEqual([]);
    logind("DBus.Properties.PropertiesChanged ('org.freedesktop.login1.Session', {'LockedHint': <true>}, @as [])");
    logind('login1.Session.Unlock ()');
    expect(told).toEqual([true, false]);
  });

  it('when another person takes the screen over', () => {
    const { logind, told } = bus('c1');
    const path = '/org/freedesktop/login1/session/c1';
    logind("DBus.Properties.PropertiesChanged ('x', {'Active': <false>, 'State': <'online'>}, @as [])", path);
    logind("DBus.Properties.PropertiesChanged ('x', {'Active': <true>}, @as [])", path);
    expect(told).toEqual([true, false]);
  });

  it('once, whoever says it, and unlocked when both say so or logind does', () => {
    const { logind, screenSaver, told } = bus('2');
    logind('login1.Session.Lock ()');
    screenSaver('org.gnome.ScreenSaver', true);
    screenSaver('org.gnome.ScreenSaver', false);
    expect(told).toEqual([true]);
    screenSaver('org.gnome.ScreenSaver', true);
    logind('login1.Session.Unlock ()');
    expect(told).toEqual([true, false]);
  });

  it('until it is no longer asked for', () => {
    const { cancel, programs } = bus('2');
    cancel();
    expect(programs.size).toBe(0);
  });
});
