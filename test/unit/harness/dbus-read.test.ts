import { describe, expect, test } from 'vitest';
import { messageReader } from '../../desktop/dbus-read.js';
import { callMessage, errorReply, signalMessage } from '../../desktop/dbus-wire.js';

const TARGET = { destination: 'org.example', path: '/here', interface: 'org.example.Thing', member: 'Ask' };
const CALL = callMessage(7, TARGET, [{ s: 'grün' }, { b: true }, { u: 9 }, { i: -2 }]);

describe('messages that arrive on a D-Bus', () => {
  test('are read as they were written', () => {
    const [message] = messageReader()(CALL);
    expect(message).toMatchObject({
      type: 'call',
      wantsReply: true,
      serial: 7,
      path: '/here',
      interface: 'org.example.Thing',
      member: 'Ask',
      body: ['grün', true, 9, -2],
    });
  });

  test('may come in pieces, or several at once', () => {
    const read = messageReader();
    const all = Buffer.concat([CALL, errorReply(8, 7, ':1.2', 'org.example.No'), CALL]);
    const found = [...all].flatMap((byte) => read(Buffer.of(byte)));
    expect(found.map(({ type }) => type)).toEqual(['call', 'error', 'call']);
    expect(found[1]).toMatchObject({ replySerial: 7, errorName: 'org.example.No', body: [] });
    expect(messageReader()(all)).toEqual(found);
  });

  test('hold lists, dictionaries and variants', () => {
    const signal = signalMessage(1, '/', 'org.example', 'Told', [
      { s: 'org.example' },
      { properties: { Active: true, Idle: false } },
      { names: [] },
    ]);
    const [message] = messageReader()(signal);
    expect(message?.wantsReply).toBe(false);
    expect(message?.body).toEqual([
      'org.example',
      new Map([
        ['Active', true],
        ['Idle', false],
      ]),
      [],
    ]);
  });

  test('of another byte order are refused', () => {
    const other = Buffer.from(CALL);
    other[0] = 'B'.charCodeAt(0);
    expect(() => messageReader()(other)).toThrow('no D-Bus message');
  });
});
