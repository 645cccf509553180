/**
 * Anything that the service, a gateway or a stranger may send: no crash, no hang, no secret in the log. Each run has a
 * fresh seed, printed on failure. Seeds that once failed are kept in SEEDS and tried first.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GenesysError, toProblemText } from '../../../electron/genesys/error.js';
import { parseErrorBody } from '../../../electron/genesys/error-body.js';
import { NotificationLine } from '../../../electron/genesys/notification-line.js';
import { fakeClock, memoryLog, setUp, silentSocket } from './fakes.js';

/** A bearer, and an answer's contents: neither may reach the log. */
const TOKEN = 'secret-token';

const SEEDS: readonly string[] = [
  '',
  'null',
  '[]',
  '"x"',
  '{"code":"constructor"}',
  '{"__proto__":{"message":"x"}}',
  '{"code":7,"message":{}}',
  '{"id":1e999}',
  '{"entities":{"length":-1}}',
  `{"message":"${TOKEN}","code":"${TOKEN}","contextId":"${TOKEN}"}`,
  `<am:message ${'a '.repeat(3000)}`,
  `${'<a'.repeat(5000)}>`,
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{"errors":${'[{"errors":'.repeat(500)}1${'}]'.repeat(500)}}`,
  '\uFEFF{}',
  '{"message":"\\ud800"}',
  '{"topicName":{"toLowerCase":1}}',
  '{"topicName":"v2.users.u.presence","eventBody":null}',
  '{"result":404}',
];

const body = fc.oneof(
  fc.string(),
  fc.json(),
  fc.jsonValue().map((value) => JSON.stringify({ message: value, code: value, entities: [value], id: value })),
  fc.string().map((text) => `<fault><code>${text}</code><message>${text}</message>`),
);
const examples = SEEDS.map((seed): [string] => [seed]);

test('a refusal is put into words, whatever its body is', () => {
  fc.assert(
    fc.property(body, (text) => {
      const { message, code } = parseErrorBody(text);
      expect(message === null || (message.length > 0 && message.length <= 1000)).toBe(true);
      expect(code === null || /^[\w.:/-]{1,100}$/.test(code)).toBe(true);
    }),
    { examples },
  );
});

test('an answer is used, or an error in words, and no line of the log has the bearer', async () => {
  const status = fc.constantFrom(200, 200, 200, 400, 403, 404, 409, 418, 451);
  await fc.assert(
    fc.asyncProperty(body, status, async (text, answered) => {
      const { client, log } = setUp(() => new Response(text, { status: answered }));
      const calls = [
        client.users.getUsersMe({}, { retry: false }),
        client.presence.getPresenceDefinitions({}, { retry: false }),
        client.presence.getUserPresencesPurecloud({ userId: 'u' }, { retry: false }),
      ];
      for (const outcome of await Promise.allSettled(calls)) {
        if (outcome.status === 'fulfilled') continue;
        expect(outcome.reason).toBeInstanceOf(GenesysError);
        expect(toProblemText(outcome.reason).key).toMatch(/^error\./);
        expect(JSON.stringify(toProblemText(outcome.reason))).not.toContain(TOKEN);
      }
      expect(JSON.stringify(log.lines)).not.toContain(TOKEN);
    }),
    {
      examples: SEEDS.flatMap((seed): [string, number][] => [
        [seed, 200],
        [seed, 403],
      ]),
      numRuns: 100,
    },
  );
});

test('a socket’s frame is an event, or nothing', () => {
  fc.assert(
    fc.property(body, (text) => {
      const log = memoryLog();
      const socket = silentSocket();
      const topics: unknown[] = [];
      const line = new NotificationLine({ clock: fakeClock(), log, openSocket: () => socket }, 'wss://x/', {
        onOpen: () => undefined,
        onEvent: (topic) => topics.push(topic),
        onClosing: () => undefined,
        onGap: () => undefined,
        onEnd: () => undefined,
      });
      socket.onOpen();
      socket.onMessage(text);
      expect(topics.every((topic) => typeof topic === 'string' && topic !== '')).toBe(true);
      // A frame's contents are only for the listener.
      expect(JSON.stringify(log.lines)).not.toContain(TOKEN);
      line.close();
    }),
    { examples },
  );
});
