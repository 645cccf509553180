/** What blocks ends by itself, by Ctrl-C, or by its own fault. */
import { expect, it } from 'vitest';
import { untilInterrupted } from '../../../../electron/desktop/command-line/until-interrupted.js';

it('says that it ran to its end', () => {
  let ran = 0;
  expect(untilInterrupted(() => void (ran += 1))).toBe(true);
  expect(ran).toBe(1);
});

it('says that Ctrl-C ended it', () => {
  const interrupted = Object.assign(new Error('interrupted'), { code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED' });
  const run = (): void => {
    throw interrupted;
  };
  expect(untilInterrupted(run)).toBe(false);
});

it.each([new Error('no pipe'), Object.assign(new Error('gone'), { code: 'EPIPE' }), 'a text', null])(
  'does not hide what went wrong: %s',
  (error) => {
    const run = (): void => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- whatever is thrown passes through
      throw error;
    };
    let caught: unknown = 'nothing';
    try {
      untilInterrupted(run);
    } catch (one) {
      caught = one;
    }
    expect(caught).toBe(error);
  },
);
