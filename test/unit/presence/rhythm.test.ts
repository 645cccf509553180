/**
 * What no sequence of ticks, sleeps, locks, restarts, outages, outside changes and picks may do: put anyone On Queue,
 * lose a person's later pick, or remind twice. It uses the real engine with timers, limits, automations and ending
 * messages, on the simulated service.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshSeed } from './fresh-seed.js';
import { ID, rule, shift, type Shift } from './shift-kit.js';
import { SECOND_BREAK } from './soak/app-under-test.js';

const MINUTE = 60_000;
const PLACES = [ID.Available, ID.Away, ID.Meal, ID.Break, SECOND_BREAK, ID.Busy, ID.OnQueue] as const;
const LIMITS = { [ID.Break]: 10, [ID.Available]: 25, [ID.Away]: 3 };

const AUTOMATIONS = {
  lock: rule(ID.Away, { message: 'Back soon' }),
  suspend: rule(ID.Break, { from: 'any' as const }),
  quit: rule(ID.Offline),
  start: rule(ID.Busy),
};

const place = fc.constantFrom(...PLACES);
const act = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(500, 30_000, 4 * MINUTE, 12 * MINUTE) }),
  fc.record({
    kind: fc.constant('pick' as const),
    to: place,
    minutes: fc.option(fc.constantFrom(1, 5, 30)),
    message: fc.option(fc.constantFrom('', 'Desk 4')),
    /** For how many minutes the message is meant. Null: for this presence. */
    lasts: fc.option(fc.constantFrom(1, 8)),
  }),
  fc.record({ kind: fc.constant('outside' as const), to: place, message: fc.constantFrom('', 'Moved', 'Back soon') }),
  fc.record({ kind: fc.constant('lock' as const) }),
  fc.record({ kind: fc.constant('unlock' as const) }),
  fc.record({
    kind: fc.constant('sleep' as const),
    minutes: fc.constantFrom(0.2, 1, 20),
    told: fc.boolean(),
    /** What happens to the presence meanwhile. */
    outside: fc.option(place),
  }),
  fc.record({ kind: fc.constant('clock' as const), by: fc.constantFrom(-60 * MINUTE, 60 * MINUTE, 90_000) }),
  fc.record({ kind: fc.constant('network' as const), up: fc.boolean() }),
  fc.record({
    kind: fc.constant('restart' as const),
    how: fc.constantFrom('quits', 'crashes'),
    away: fc.constantFrom(1, 5),
  }),
  fc.record({ kind: fc.constant('routing' as const), status: fc.constantFrom('INTERACTING', 'OFF_QUEUE', 'IDLE') }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Watches on the service's side, where it counts. */
class Witness {
  agent: Shift;
  /** The person's own pick that may still be on its way, and until when. */
  #pick: { to: string; until: number; timed: boolean } | null = null;
  /**
   * What a machine may do after the last word of the person or somebody else: a lock, a sleep, a timer the person set.
   */
  mandate = false;
  /** The message that the person set for some minutes. A machine may clear this one only. */
  #ends: string | null = null;
  /** Where the person's last pick must stay while nobody and nothing else may act. */
  #stays: string | null = null;
  /** The presences that somebody was reminded of, by their index among all changes. */
  readonly #reminded = new Set<number>();
  #signals = 0;
  readonly #wrong: string[] = [];

  constructor(agent: Shift) {
    this.agent = agent;
    const { service, world } = agent;
    service.onPatch = ({ body }) => {
      // Without a network nothing arrives.
      if (!service.networkUp) return;
      const ref = body?.['presenceDefinition'];
      const id = typeof ref === 'object' && ref !== null && 'id' in ref ? String(ref.id) : null;
      const { t } = world;
      const theirs = this.#pick !== null && t <= this.#pick.until && (id === null || id === this.#pick.to);
      // A pick may succeed after somebody set the same presence. Its timer still runs.
      if (theirs && id !== null && this.#pick?.timed === true) this.mandate = true;
      // Reported at the end of the act: an error thrown here would look like a broken network to the engine.
      if (id === ID.OnQueue && !theirs) this.#wrong.push(`${t}: only a person goes On Queue`);
      const ends = id === null && body?.['message'] === '' && service.state.message === this.#ends;
      if (!theirs && !this.mandate && !ends) this.#wrong.push(`${t}: nobody asked for ${id} after the last word`);
    };
  }

  picked({ to, minutes, message, lasts }: Extract<Act, { kind: 'pick' }>): void {
    const { world, engine, service } = this.agent;
    // A pick lives two minutes, and its echo may request its other half.
    this.#pick = { to, until: world.t + 2 * MINUTE + 1_000, timed: minutes !== null };
    this.mandate = minutes !== null;
    if (message !== null) this.#ends = message === '' || lasts === null ? null : message;
    const isSent = engine.view().connection.kind === 'live' && service.networkUp;
    this.#stays = isSent && minutes === null ? to : null;
  }

  /** From now on a machine may act. */
  mayAct(): void {
    this.mandate = true;
    this.#stays = null;
  }

  /** The app was restarted. */
  follow(agent: Shift): void {
    this.agent = agent;
    this.#signals = 0;
  }

  /**
   * Somebody else had the last word. Setting the same presence again keeps a timer that the person set: it still stands
   * (docs/design.md §3.11).
   */
  moved(to: string, message: string): void {
    const { engine, service, world } = this.agent;
    this.#stays = null;
    this.#ends = null;
    const { timed, current } = engine.view().presence;
    // An app that has just started takes what it finds as the earlier presence, and the start automation may act on it.
    if (current === null) return;
    // Within the precision of the service's clock, the very same word is no new one.
    const { at, state } = service.changes.at(-1)!;
    if (state.definitionId === to && state.message === message && world.t - at < 6_000) return;
    if (timed === null || service.state.definitionId !== to) this.mandate = false;
  }

  /** Call after each act. */
  look(): void {
    expect(this.#wrong).toEqual([]);
    const { signals, service, world } = this.agent;
    if (this.#stays !== null) expect(service.state.definitionId, 'the last pick stays').toBe(this.#stays);
    for (const signal of signals.slice(this.#signals)) {
      if (signal.kind !== 'limitReached') continue;
      const last = service.changes.length - 1;
      const id = service.state.definitionId;
      let first = last;
      while (first > 0 && service.changes[first - 1]!.state.definitionId === id) first -= 1;
      // The presence may have changed in the very second of the reminder.
      if (id !== signal.definition.id) continue;
      expect(this.#reminded.has(last), 'told once').toBe(false);
      this.#reminded.add(last);
      expect(world.t - service.changes[first]!.at, 'told on time').toBeGreaterThan(signal.minutes * MINUTE - 6_000);
    }
    this.#signals = signals.length;
  }
}

async function play(acts: readonly Act[]): Promise<void> {
  const witness = new Witness(shift({ limits: LIMITS, automations: AUTOMATIONS }));
  try {
    await witness.agent.live();
    for (const each of acts) {
      await carryOut(witness, each);
      witness.look();
    }
  } finally {
    witness.agent.stop();
  }
}

async function carryOut(witness: Witness, each: Act): Promise<void> {
  const { agent } = witness;
  switch (each.kind) {
    case 'pass':
      return agent.pass(each.ms);
    case 'pick': {
      witness.picked(each);
      const lifetime =
        each.lasts === null ? ({ kind: 'presence' } as const) : ({ kind: 'minutes', minutes: each.lasts } as const);
      return agent.pick(each.to, {
        ...(each.minutes === null ? {} : { forMs: each.minutes * MINUTE }),
        ...(each.message === null ? {} : { message: { text: each.message, lifetime } }),
      });
    }
    case 'outside':
      witness.moved(each.to, each.message);
      return agent.outside(each.to, each.message);
    case 'lock':
      witness.mayAct();
      return agent.lock();
    case 'unlock':
      return agent.unlock();
    case 'sleep': {
      if (each.told) witness.mayAct();
      const { outside } = each;
      if (outside !== null)
        agent.world.serverAfter((each.minutes * MINUTE) / 2, () => {
          witness.moved(outside, '');
          agent.service.changeFromOutside(outside, '');
        });
      return agent.sleep(each.minutes * MINUTE, { told: each.told });
    }
    case 'clock':
      return agent.setClock(each.by);
    case 'restart': {
      witness.mayAct();
      if (each.how === 'quits') {
        const gone = agent.automations.quitting();
        await agent.pass(2_000);
        await gone;
      }
      agent.stop();
      agent.service.channels.closeAll(1006);
      await agent.pass(each.away * MINUTE);
      witness.follow(shift({ limits: LIMITS, automations: AUTOMATIONS, after: agent }));
      witness.agent.automations.started();
      return witness.agent.live();
    }
    case 'network':
      if (!each.up) agent.service.channels.closeAll(1006);
      await agent.pass(100);
      agent.service.networkUp = each.up;
      return agent.pass(1_000);
    case 'routing':
      return agent.setRouting(each.status);
  }
}

const pick = (to: string, minutes: 1 | 30 | null = null): Act => ({
  kind: 'pick',
  to,
  minutes,
  message: null,
  lasts: null,
});
const pass = (minutes: number): Act => ({ kind: 'pass', ms: minutes * MINUTE });

/** Played every time, because chance meets them too rarely. */
const EXAMPLES: [Act[]][] = [
  // A timer whose return would be On Queue.
  [[pick(ID.OnQueue), pick(ID.Meal, 1), pass(4)]],
  // A reminder, and a restart in the same break.
  [[pick(ID.Break), pass(12), { kind: 'restart', how: 'crashes', away: 1 }, pass(12)]],
  // A reminder, the clock set back, and a gap before the service's clock was heard again.
  [
    [
      pick(ID.Break, 30),
      pass(12),
      { kind: 'clock', by: -60 * MINUTE },
      pass(4),
      { kind: 'network', up: false },
      { kind: 'lock' },
    ],
  ],
  // A timer that ends during a sleep in which somebody else sets a presence, and that wakes first.
  [[pick(ID.Meal, 1), pass(57.5 / 60), { kind: 'sleep', minutes: 1, told: false, outside: ID.Busy }, pass(4)]],
  // An interaction that somebody ends by moving the agent, who has just come back.
  [
    [
      { kind: 'lock' },
      { kind: 'routing', status: 'INTERACTING' },
      { kind: 'unlock' },
      { kind: 'outside', to: ID.Meal, message: '' },
    ],
  ],
];

describe('whatever happens in a shift', () => {
  it(
    'nobody is put On Queue, no later word is lost, and no reminder comes twice or early',
    { timeout: 180_000 },
    async () => {
      const again = process.env['RHYTHM_SEED'];
      const parameters = {
        seed:
          again === undefined
            ? freshSeed((seed) => `RHYTHM_SEED=${seed} npx vitest run test/unit/presence/rhythm`)
            : Number(again),
        numRuns: Number(process.env['RHYTHM_RUNS'] ?? 60),
        examples: EXAMPLES,
      };
      await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), play), parameters);
    },
  );
});
