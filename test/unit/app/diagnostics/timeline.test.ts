import { expect, it } from 'vitest';
import { followTimeline } from '../../../../electron/app/diagnostics/timeline.js';
import { createStateStore } from '../../../../electron/ipc/state-store.js';
import { exampleState, problem, signedIn } from '../../desktop/example-state.js';
import { fakeClock } from '../../genesys/fakes.js';
import { rememberingLog } from '../../settings/doubles.js';

it('tells how session and channel came to be as they are, each change once', async () => {
  const clock = fakeClock(0);
  const connection = { kind: 'connecting' as const, asOf: null, problem: null };
  const store = createStateStore(
    exampleState({ session: { kind: 'signedOut', problem: null }, connection }),
    rememberingLog(),
  );
  const timeline = followTimeline(store, clock);
  await clock.advance(1_000);
  store.update({ session: signedIn });
  store.update({ connection: { ...connection, kind: 'live' } });
  await clock.advance(1_000);
  store.update({ connection: { ...connection, kind: 'live', asOf: 5 } });
  store.update({ connection: { ...connection, kind: 'lost', problem: problem({ key: 'error.offline' }) } });
  store.update({ session: { kind: 'signedOut', problem: problem({ key: 'session.problem.notRevoked' }) } });
  expect(timeline.session().map(({ at, state, problem: why }) => [at, state, why?.key ?? null])).toEqual([
    [0, 'signedOut', null],
    [1_000, 'signedIn', null],
    [2_000, 'signedOut', 'session.problem.notRevoked'],
  ]);
  expect(timeline.channel().map(({ at, state, problem: why }) => [at, state, why?.key ?? null])).toEqual([
    [0, 'connecting', null],
    [1_000, 'live', null],
    [2_000, 'lost', 'error.offline'],
  ]);
});

it('a connection that comes and goes all day is told as it lately was', () => {
  const connection = { kind: 'live' as const, asOf: null, problem: null };
  const store = createStateStore(exampleState({ session: signedIn, connection }), rememberingLog());
  const timeline = followTimeline(store, fakeClock());
  for (let turn = 0; turn < 100; turn++) {
    store.update({ connection: { ...connection, kind: 'lost' } });
    store.update({ connection });
  }
  expect(timeline.channel()).toHaveLength(30);
  expect(timeline.channel().at(-1)?.state).toBe('live');
});
