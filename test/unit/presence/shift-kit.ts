/**
 * One agent's desk on a simulated service: the real engine, with limits, automations and power events, connected as in
 * the app.
 */
import { EventEmitter } from 'node:events';
import { watchPower, type PowerPort } from '../../../electron/desktop/system/power.js';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../electron/genesys/primary-definitions.js';
import { createAutomations } from '../../../electron/presence/automations/automations.js';
import { watchLimits } from '../../../electron/presence/timers/limits.js';
import type { MessageEdit } from '../../../electron/presence/picks/pick.js';
import { ServerClock } from '../../../electron/presence/current/server-clock.js';
import type { PresenceSignal } from '../../../electron/presence/signals.js';
import { NO_AUTOMATIONS, type AutomationRule, type Automations } from '../../../electron/settings/automation-rules.js';
import { appUnderTest, type AppUnderTest } from './soak/app-under-test.js';
import { World } from './soak/world.js';
import { silentLog } from '../../../electron/silent-log.js';

export const rule = (definitionId: string, over: Partial<AutomationRule> = {}): AutomationRule => ({
  definitionId,
  message: '',
  from: 'ready',
  ...over,
});

interface ShiftOptions {
  readonly automations?: Partial<Automations>;
  readonly limits?: Record<string, number>;
  /** The same desk after a restart. Only the files of the earlier run remain. */
  readonly after?: Earlier;
}

/** What survives the app. */
type Earlier = Pick<AppUnderTest, 'world' | 'service' | 'memory'> & { reminded(): unknown };

export function shift(options: ShiftOptions = {}) {
  const { after } = options;
  const kept = after?.memory.stored;
  const world = after?.world ?? new World();
  const serverClock = new ServerClock(world.clock);
  const app = appUnderTest({
    over: { serverClock, limitMinutes: (id) => options.limits?.[id] ?? null },
    world,
    ...(after === undefined ? {} : { service: after.service }),
    ...(kept ? { memory: kept } : {}),
  });
  const { engine, service, signals } = app;

  // What the client does with every answer's `Date`.
  let answered = 0;
  engine.onChange(() => {
    const answers = service.requests.filter(({ status }) => status === 200).length;
    if (answers === answered) return;
    answered = answers;
    serverClock.heardDate(Math.floor(world.serverNow() / 1000) * 1000, world.clock.now());
  });

  const signal = (said: PresenceSignal): void => void signals.push(said);
  let reminded: unknown = after?.reminded() ?? null;
  const limits = watchLimits({
    clock: world.clock,
    serverClock,
    engine,
    memory: { read: () => reminded, write: (memory) => (reminded = memory) },
    signal,
  });
  const rules: Automations = { ...NO_AUTOMATIONS, ...options.automations };
  const automations = createAutomations({
    clock: world.clock,
    log: silentLog,
    serverClock,
    engine,
    rules: () => rules,
    messageEnd: () => app.memory.stored?.ownMessage?.until ?? null,
    signal,
  });
  const emitter = new EventEmitter();
  const power: PowerPort = Object.assign(emitter, { getSystemIdleTime: () => 0 });
  const stopPower = watchPower(
    { clock: world.clock, power, isOnline: () => true },
    {
      suspended: () => {
        void automations.suspended();
        limits.suspended();
        engine.suspended();
      },
      resumed: () => {
        automations.resumed();
        limits.resumed();
        engine.resumed();
      },
      locked: () => void automations.locked(),
      unlocked: () => automations.unlocked(),
      shutdown: () => undefined,
      networkChanged: () => undefined,
    },
  );

  return {
    app,
    engine,
    service,
    world,
    signals,
    memory: app.memory,
    reminded: () => reminded,
    automations,
    rules,
    pass: (ms: number) => world.advance(ms),
    live: () => app.live(),
    now: () => engine.view().presence.current?.definition.systemPresence ?? null,
    async pick(definitionId: string, more: { message?: MessageEdit; forMs?: number } = {}): Promise<void> {
      automations.personActed();
      void engine.pick({ definitionId, ...more, origin: 'popup' });
      await world.advance(1_000);
    },
    /** Somebody with the vendor's client, or a supervisor. */
    async outside(definitionId: string, message = ''): Promise<void> {
      service.changeFromOutside(definitionId, message);
      await world.advance(1_000);
    },
    async lock(): Promise<void> {
      emitter.emit('lock-screen');
      await world.advance(1_000);
    },
    async unlock(): Promise<void> {
      emitter.emit('unlock-screen');
      await world.advance(1_000);
    },
    /** @param told whether the system reports it */
    async sleep(ms: number, { told = true }: { told?: boolean } = {}): Promise<void> {
      if (told) {
        emitter.emit('suspend');
        await world.advance(500);
      }
      world.sleep('suspended');
      // The service soon drops a socket that does not answer. What it sends afterwards is lost.
      if (ms > 45_000) world.serverAfter(40_000, () => service.channels.closeAll(1006));
      await world.advance(ms);
      await world.wake();
      if (told) emitter.emit('resume');
      await world.advance(1_000);
    },
    async setClock(byMs: number): Promise<void> {
      world.wallOffset += byMs;
      await world.advance(1_000);
    },
    async setRouting(status: string): Promise<void> {
      service.setRouting(status);
      await world.advance(1_000);
    },
    patches: () => service.requests.filter(({ method }) => method === 'PATCH'),
    stop(): void {
      stopPower();
      automations.stop();
      limits.stop();
      engine.stop();
    },
  };
}
export type Shift = ReturnType<typeof shift>;
export { ID };
