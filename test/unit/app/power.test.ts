/** What happens when the computer sleeps, wakes, locks or loses its network. */
import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmitter } from '../../../electron/emitter.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { rememberingLog, settingsInMemory } from '../settings/doubles.js';

const system = vi.hoisted(() => ({
  power: null as EventEmitter | null,
  online: true,
  /** The listening programs that run now. */
  listening: new Map<string, (line: string) => void>(),
}));
vi.mock('electron', () => ({
  get powerMonitor() {
    return system.power;
  },
  net: { isOnline: () => system.online },
}));
vi.mock('../../../electron/desktop/system/run-program.js', async (original) => ({
  ...(await original<object>()),
  runProgram: () => Promise.resolve(null),
  followProgram: (program: string, _args: unknown, line: (line: string) => void) => {
    system.listening.set(program, line);
    return () => system.listening.delete(program);
  },
}));
const { followPower } = await import('../../../electron/app/power.js');

beforeEach(() => {
  system.power = new EventEmitter();
  system.online = true;
  system.listening.clear();
});

function app({ platform = 'linux', signedIn = true }: { platform?: 'linux' | 'darwin'; signedIn?: boolean } = {}) {
  const log = rememberingLog();
  const time = fakeClock();
  const settings = settingsInMemory(log);
  const did: string[] = [];
  const personalChanges = createEmitter(log, 'personal');
  const idleChanges = createEmitter(log, 'idle');
  let lockRule: object | null = null;
  let sent = (): void => undefined;
  const person = {
    suspended: () => did.push('person: suspended'),
    resumed: () => did.push('person: resumed'),
    personal: { get: () => ({ automations: { lock: lockRule } }) },
    engine: { networkChanged: (online: boolean) => did.push(`engine: online ${online}`) },
    automations: {
      locked: () => new Promise<void>((resolve) => (sent = resolve)),
      unlocked: () => did.push('automations: unlocked'),
    },
  };
  const atEnd: (() => unknown)[] = [];
  const news = followPower({
    platform,
    clock: time.clock,
    log,
    session: {
      resumed: () => did.push('session: resumed'),
      screenLocked: () => did.push('session: locked'),
    } as never,
    account: {
      current: () => (signedIn ? person : null),
      onPersonalChange: (run: () => void) => personalChanges.on(run),
    } as never,
    settings,
    idle: { isTold: () => true, onChange: (run: () => void) => idleChanges.on(run) } as never,
    notices: { tell: () => undefined, untell: () => undefined },
    leaving: { systemEnds: () => did.push('leaving'), atEnd: (run) => atEnd.push(run) },
  });
  return {
    news,
    did,
    time,
    settings,
    idleChanges,
    event: (name: string) => system.power?.emit(name),
    /** What the automation does at a lock has reached the service. */
    sent: async () => {
      sent();
      await new Promise(setImmediate);
    },
    setRule: (rule: object | null) => {
      lockRule = rule;
      personalChanges.emit();
    },
    ends: () => atEnd.reverse().forEach((run) => run()),
  };
}
const heard = () => system.listening.has('dbus-monitor');

describe('an agent’s computer', () => {
  it('that sleeps and wakes: the person’s part hears of both, the session first of waking', () => {
    const { event, did } = app();
    event('suspend');
    event('resume');
    expect(did).toEqual(['person: suspended', 'session: resumed', 'person: resumed']);
  });

  it('that is locked: an automation’s presence is sent before the session may end', async () => {
    const { event, did, sent } = app();
    event('lock-screen');
    await new Promise(setImmediate);
    expect(did).toEqual([]);
    await sent();
    expect(did).toEqual(['session: locked']);
    event('unlock-screen');
    expect(did).toEqual(['session: locked', 'automations: unlocked']);
  });

  it('that is locked while nobody is signed in: the session hears of it all the same', async () => {
    const { event, did } = app({ signedIn: false });
    event('lock-screen');
    await new Promise(setImmediate);
    expect(did).toEqual(['session: locked']);
  });

  it('whose network goes and returns: the session tries again once there is one', () => {
    const { did, time } = app();
    system.online = false;
    time.pass(10_000);
    expect(did).toEqual(['engine: online false']);
    system.online = true;
    time.pass(10_000);
    expect(did).toEqual(['engine: online false', 'session: resumed', 'engine: online true']);
  });

  it('that shuts down: the app leaves, and afterwards hears of nothing', () => {
    const { event, did, ends } = app();
    event('shutdown');
    expect(did).toEqual(['leaving']);
    ends();
    event('suspend');
    expect(did).toEqual(['leaving']);
  });
});

describe('on Linux, where a lock has to be listened for', () => {
  it('nobody listens unless somebody needs it', () => {
    const { setRule, settings } = app();
    expect(heard()).toBe(false);
    setRule({ definitionId: 'd-break' });
    expect(heard()).toBe(true);
    setRule(null);
    expect(heard()).toBe(false);
    settings.set({ keepSession: 'untilLock' });
    expect(heard()).toBe(true);
    setRule({ definitionId: 'd-break' });
    settings.set({ keepSession: 'untilQuit' });
    expect(heard()).toBe(true);
    setRule(null);
    expect(heard()).toBe(false);
  });

  it('a lock that is heard counts as the system’s own, and so does its end', async () => {
    const { setRule, did, sent } = app();
    setRule({ definitionId: 'd-break' });
    const says = (active: boolean): void => {
      const line = system.listening.get('dbus-monitor')!;
      line('signal time=1 sender=:1.3 serial=2 path=/x; interface=org.gnome.ScreenSaver; member=ActiveChanged');
      line(`   boolean ${active}`);
    };
    says(true);
    await sent();
    says(false);
    expect(did).toEqual(['session: locked', 'automations: unlocked']);
  });

  it('its news reach whoever shows them, until they do no longer; so do those of idle time', () => {
    const { news, setRule, idleChanges } = app();
    setRule({ definitionId: 'd-break' });
    let changes = 0;
    const close = news.onChange(() => (changes += 1));
    expect(news.lock()).toBe('unclear');
    const line = system.listening.get('dbus-monitor')!;
    line('signal time=1 sender=:1.3 serial=2 path=/x; interface=org.gnome.ScreenSaver; member=ActiveChanged');
    line('   boolean true');
    expect(news.lock()).toBe('told');
    expect(changes).toBe(1);
    idleChanges.emit();
    expect(changes).toBe(2);
    close();
    idleChanges.emit();
    expect(changes).toBe(2);
  });

  it('nothing listens any more once the app ends', () => {
    const { setRule, ends } = app();
    setRule({ definitionId: 'd-break' });
    ends();
    expect(heard()).toBe(false);
  });
});

it('on macOS the system tells of locks itself', () => {
  const { news, settings } = app({ platform: 'darwin' });
  settings.set({ keepSession: 'untilLock' });
  expect(news.lock()).toBe('told');
  expect(news.idle()).toBe(true);
  expect(heard()).toBe(false);
});
