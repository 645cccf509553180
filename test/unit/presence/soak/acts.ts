/** What can happen in a random run: acts of the agent, of others, of the network, the service and the machine. */
import fc from 'fast-check';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import type { Fault, Manner } from './faulty-service.js';
import { SECOND_BREAK } from './app-under-test.js';

export const DEFINITION_IDS = [ID.Available, ID.Break, SECOND_BREAK, ID.Meal, ID.OnQueue, ID.Busy] as const;

export type Act =
  | { readonly act: 'pick'; readonly definition: number; readonly message: 'none' | 'forPresence' | 'untilCleared' }
  | { readonly act: 'message' }
  | { readonly act: 'cancel' | 'confirm' | 'refresh' | 'backOnQueue' | 'signIn' | 'away' | 'back' }
  /** Somebody changes the presence while the answer to a read is on its way. */
  | { readonly act: 'overtakenRead'; readonly definition: number }
  | { readonly act: 'outside'; readonly definition: number; readonly offline: boolean }
  | { readonly act: 'wait'; readonly ms: number }
  | { readonly act: 'faults'; readonly faults: readonly (Fault | null)[] }
  | { readonly act: 'manner'; readonly manner: Manner }
  | { readonly act: 'delays'; readonly delays: readonly (number | null)[] }
  | { readonly act: 'sockets'; readonly what: 'close' | 'break' | 'dumb' | 'closing' | 'forget' | 'block' | 'unblock' }
  | { readonly act: 'network'; readonly up: boolean; readonly told: boolean }
  | { readonly act: 'sleep'; readonly how: 'suspended' | 'frozen'; readonly ms: number; readonly told: boolean }
  | { readonly act: 'expire'; readonly offline: boolean; readonly renews: boolean }
  | { readonly act: 'turnClock'; readonly ms: number }
  | { readonly act: 'notResponding' };

const definition = fc.nat(DEFINITION_IDS.length - 1);

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(500, 502, 503, 504, 408) }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(429, 503),
    retryAfter: fc.constantFrom(1, 5, 42, 200),
  }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(400, 403, 404, 409, 401) }),
  fc.record({ kind: fc.constant('reset' as const), arrives: fc.boolean() }),
  fc.record({
    kind: fc.constant('silence' as const),
    landsAfter: fc.option(fc.constantFrom(100, 10_000, 16_500, 30_000, 100_000)),
  }),
  fc.constant({ kind: 'halfBody' as const }),
  fc.constant({ kind: 'html' as const }),
  fc.record({ kind: fc.constant('slow' as const), ms: fc.constantFrom(300, 3000, 15_000) }),
  fc.record({ kind: fc.constant('slowAnswer' as const), ms: fc.constantFrom(300, 3000, 15_000) }),
);

const wait = fc.record({
  act: fc.constant('wait' as const),
  ms: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 300 }) },
    { weight: 4, arbitrary: fc.integer({ min: 300, max: 6000 }) },
    { weight: 2, arbitrary: fc.integer({ min: 6000, max: 60_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 400_000 }) },
  ),
});

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('pick' as const),
      definition,
      message: fc.constantFrom('none' as const, 'none' as const, 'forPresence' as const, 'untilCleared' as const),
    }),
  },
  { weight: 10, arbitrary: wait },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('message' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom('cancel', 'confirm', 'refresh', 'backOnQueue', 'signIn', 'signIn', 'away', 'back'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('outside' as const), definition, offline: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('faults' as const),
      faults: fc.array(fc.option(fault, { freq: 4 }), { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('manner' as const),
      manner: fc.constantFrom<Manner[]>('whole', 'definitionOnly', 'messageOnly', 'echoesButIgnores'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('delays' as const),
      delays: fc.array(fc.constantFrom(0, 15, 200, 2000, 9000, null), { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('sockets' as const),
      what: fc.constantFrom('close', 'break', 'dumb', 'closing', 'forget', 'block', 'unblock'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('network' as const), up: fc.boolean(), told: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('sleep' as const),
      how: fc.constantFrom('suspended' as const, 'frozen' as const),
      ms: fc.constantFrom(1000, 20_000, 60_000, 200_000, 3_600_000),
      told: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('expire' as const), offline: fc.boolean(), renews: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('turnClock' as const),
      ms: fc.constantFrom(-3_600_000, 3_600_000, 90_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('notResponding' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('overtakenRead' as const), definition }) },
);

export interface Run {
  readonly service: 'simulated' | 'demoOrg';
  readonly seed: number;
  readonly dated: boolean;
  /** How the list of definitions is answered during the run. */
  readonly list: { readonly afterMs: number; readonly fails: boolean };
  readonly acts: readonly Act[];
}

export const run: fc.Arbitrary<Run> = fc.record({
  service: fc.constantFrom('simulated' as const, 'demoOrg' as const),
  seed: fc.nat(),
  dated: fc.boolean(),
  list: fc.record({ afterMs: fc.constantFrom(0, 0, 0, 8000, 70_000), fails: fc.boolean() }),
  acts: fc.array(act, { minLength: 1, maxLength: 30 }),
});
