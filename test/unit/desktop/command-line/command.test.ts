import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { commandSchema, LONGEST_MESSAGE } from '../../../../electron/desktop/command-line/command.js';

const set = (presence: string, message: string | null) =>
  v.safeParse(commandSchema, { name: 'set', presence, message, forMs: null });

describe('what the app takes from a command', () => {
  it.each([
    ['back\nat 10:40', 'back at 10:40'],
    ['back\tsoon\r\n', 'back soon'],
    ['\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['a\u0000b\u0085c\u2028d\u2029e', 'a b c d e'],
    ['half a \ud83d picture', 'half a   picture'],
    ['\u0007', ''],
    ['😀 ünï \u200fعربي', '😀 ünï \u200fعربي'],
  ])('is one line without control characters: %j', (typed, taken) => {
    expect(set('Break', typed)).toMatchObject({ success: true, output: { message: taken } });
  });

  it('is so in the name of the presence, too', () => {
    expect(set('On\nQueue\u001b', null)).toMatchObject({ output: { presence: 'On Queue' } });
  });

  it('never holds one, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: LONGEST_MESSAGE }), (typed) => {
        fc.pre(typed.length <= LONGEST_MESSAGE);
        const { success, output } = set('Break', typed);
        expect(success && JSON.stringify(output)).not.toMatch(/\\u|\\[nrtbf]/);
      }),
    );
  });
});
