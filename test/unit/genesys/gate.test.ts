import { expect, test } from 'vitest';
import { createGate } from '../../../electron/genesys/gate.js';
import { settle, setUp, jsonAnswer, failureOf } from './fakes.js';

test('a gate lets so many in, the others in their order as somebody leaves, and each leaves once', async () => {
  const gate = createGate(2);
  const came: number[] = [];
  const leave = [0, 1, 2, 3].map(async (who) => {
    const left = await gate.enter(undefined);
    came.push(who);
    return left;
  });
  await settle();
  expect(came).toEqual([0, 1]);
  const first = await leave[0]!;
  first();
  first();
  await settle();
  expect(came).toEqual([0, 1, 2]);
});

test('who gives up in line is not let in, and takes nobody’s place', async () => {
  const gate = createGate(1);
  const leave = await gate.enter(undefined);
  const abort = new AbortController();
  const givenUp = failureOf(gate.enter(abort.signal));
  const next = gate.enter(undefined);
  abort.abort();
  expect(await givenUp).toMatchObject({ kind: 'cancelled' });
  expect(await failureOf(gate.enter(abort.signal))).toMatchObject({ kind: 'cancelled' });
  leave();
  expect(await next).toBeTypeOf('function');
});

test('four things at a time are read for other people, whoever asks; what the agent reads does not wait', async () => {
  const answers: (() => void)[] = [];
  const { client, service } = setUp(
    () => new Promise((answer) => answers.push(() => answer(jsonAnswer({ id: 'x', entities: [] })))),
  );
  const forOthers = Array.from({ length: 9 }, (_, at) =>
    client.presence.getUsersPresenceBulk({ sourceId: `s${at}`, id: ['u'] }, { forOthers: true }).catch(() => 'odd'),
  );
  await settle();
  expect(service.seen).toHaveLength(4);
  void client.users.getUsersMe({});
  await settle();
  expect(service.seen).toHaveLength(5);
  while (answers.length > 0) {
    answers.shift()?.();
    await settle();
  }
  await Promise.all(forOthers);
  expect(service.seen).toHaveLength(10);
});

test('an answer that cannot be used is told with its correlation id', async () => {
  const { client } = setUp(() => jsonAnswer([], { headers: { 'inin-correlation-id': 'c-17' } }));
  expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ kind: 'badAnswer', correlationId: 'c-17' });
});
