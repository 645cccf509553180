import { describe, expect, it } from 'vitest';
import { apt, MissingPackagesError } from '../../desktop/packages.js';
import type { RunResult } from '../../desktop/processes.js';

const LOCKED: RunResult = {
  status: 100,
  stdout: '',
  stderr:
    'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 4711 (unattended-upgr)\nE: Unable to lock directory /var/lib/apt/lists/',
};
const DONE: RunResult = { status: 0, stdout: '', stderr: '' };

/** An apt-get with these answers in turn. The last one repeats. */
function machine(...answers: RunResult[]) {
  const said: string[] = [];
  let tries = 0;
  let waited = 0;
  const work = apt(['update'], {
    run: (program, args) => {
      expect([program, ...args]).toEqual(['apt-get', 'update']);
      tries += 1;
      return Promise.resolve(answers[Math.min(tries, answers.length) - 1]!);
    },
    pause: (ms) => {
      waited += ms;
      return Promise.resolve();
    },
    say: (line) => said.push(line),
  });
  return { work, said, tries: () => tries, waited: () => waited };
}

describe('apt-get', () => {
  it('is waited for where another program holds its lock, and that is said once', async () => {
    const { work, said, tries } = machine(LOCKED, LOCKED, DONE);
    await work;
    expect(tries()).toBe(3);
    expect(said).toEqual([
      'Another program is installing packages (it holds /var/lib/apt/lists/lock). Waiting for it.',
    ]);
  });

  it('is given up after ten minutes, with its own words', async () => {
    const { work, waited } = machine(LOCKED);
    await expect(work).rejects.toThrow('held by process 4711');
    expect(waited()).toBe(600_000);
  });

  it('that fails for another reason is not tried again', async () => {
    const { work, tries, said } = machine({ status: 100, stdout: '', stderr: 'E: Unable to locate package sway' });
    await expect(work).rejects.toThrow(MissingPackagesError);
    expect([tries(), said]).toEqual([1, []]);
  });
});
