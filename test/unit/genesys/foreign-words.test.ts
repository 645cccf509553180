/** Words that every object has as keys, wherever the service may send a word. */
import { describe, expect, test } from 'vitest';
import { english, englishAs } from '../english.js';
import { GenesysError, toProblemText } from '../../../electron/genesys/error.js';
import { lookUp } from '../../../electron/look-up.js';
import { readPresence } from '../../../electron/presence/current/source-presence.js';
import { failureOf, jsonAnswer, setUp } from './fakes.js';

const WORDS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', '__defineGetter__'];

describe.each(WORDS)('the word %s', (word) => {
  test('is in a table only where the table has it', () => {
    expect(lookUp({}, word)).toBeUndefined();
    expect(lookUp({ a: 1 }, word)).toBeUndefined();
    expect(lookUp(JSON.parse(`{"${word}":7}`) as Record<string, number>, word)).toBe(7);
  });

  test('as an error’s code is told by the status', async () => {
    const body = {
      code: word,
      message: word,
      contextId: word,
      messageParams: JSON.parse(`{"${word}":"x"}`) as unknown,
    };
    const { client } = setUp(() => jsonAnswer(body, { status: 409 }));
    const problem = toProblemText(await failureOf(client.users.getUsersMe({})));
    expect(problem).toMatchObject({ key: 'error.conflict', code: word, serviceMessage: word });
    expect(english('error.conflict', problem.params)).not.toContain('function');
    for (const kind of ['badAnswer', 'network', 'tls', 'timeout'] as const)
      expect(english.has(toProblemText(new GenesysError({ kind, code: word, message: '' })).key)).toBe(true);
  });

  test('as a source is that source’s name', () => {
    expect(readPresence({ source: word }, () => null).otherSource).toBe(word);
  });

  test('as the name of a parameter in a text stays as it stands', () => {
    expect(englishAs('xx', { 'error.conflict': `{{${word}}}` })('error.conflict', {})).toBe(`{{${word}}}`);
    expect(english.has(word)).toBe(false);
  });

  test('as a field of an answer is passed over, and changes no other object', async () => {
    const body = JSON.parse(`{"id":"u","${word}":{"name":"evil"},"authorization":{"${word}":["all"]}}`) as unknown;
    const me = await setUp(() => jsonAnswer(body)).client.users.getUsersMe({});
    expect(me.name).toBeUndefined();
    expect(me.authorization?.permissions).toBeUndefined();
    expect(({} as { name?: unknown }).name).toBeUndefined();
  });

  test('as a system presence or a routing status is one that nobody knows', async () => {
    const answer = { presenceDefinition: { id: word, systemPresence: word } };
    const presence = await setUp(() => jsonAnswer(answer)).client.presence.getUserPresencesPurecloud({ userId: 'u' });
    expect(presence.presenceDefinition).toEqual({ id: word, systemPresence: null });
    const routing = setUp(() => jsonAnswer({ status: word })).client.routing.getUserRoutingstatus({ userId: 'u' });
    expect((await routing).status).toBeNull();
  });
});
