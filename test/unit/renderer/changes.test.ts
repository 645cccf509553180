import { describe, expect, it } from 'vitest';
import type { ChangeResult } from '../../../electron/ipc/app-state.js';
import { Changes } from '../../../renderer/settings/changes.svelte.js';
import type { AppWindow } from '../../../renderer/shared/app-window.svelte.js';
import { english } from '../english.js';

function section(answer: () => Promise<ChangeResult>) {
  const asked: unknown[] = [];
  const api = { invoke: (channel: string, request: unknown) => (asked.push([channel, request]), answer()) };
  return { changes: new Changes({ t: english, api } as unknown as AppWindow), asked };
}
const yes = { ok: true, problem: null };
const no = (key: string) => ({ ok: false, problem: { key, params: {} } });

describe('a change in the settings', () => {
  it('that is accepted shows no problem, also where the one before was refused', async () => {
    const { changes } = section(() => Promise.resolve(yes));
    expect(await changes.take('theme', Promise.resolve(no('settings.signInFirst')))).toBe(false);
    expect(changes.problem('theme')).toBe(english('settings.signInFirst'));
    expect(await changes.take('theme', Promise.resolve(yes))).toBe(true);
    expect(changes.problem('theme')).toBeNull();
  });

  it('that is refused shows why at its own place alone', async () => {
    const { changes } = section(() => Promise.resolve(yes));
    expect(changes.problem('theme')).toBeNull();
    changes.refuse('port', 'Not a port.');
    expect(changes.problem('port')).toBe('Not a port.');
    expect(changes.problem('theme')).toBeNull();
  });

  it.each([
    ['refuses without a reason', () => Promise.resolve({ ok: false, problem: null })],
    ['does not answer', () => Promise.reject(new Error('gone'))],
  ])('is not allowed where main %s', async (_how, answer) => {
    const { changes } = section(answer);
    expect(await changes.take('theme', answer())).toBe(false);
    expect(changes.problem('theme')).toBe(english('settings.problem.notAllowed'));
  });

  it('is sent to main with its key', () => {
    const { changes, asked } = section(() => Promise.resolve(yes));
    changes.set({ key: 'theme', value: 'dark' });
    expect(asked).toEqual([['settings:set', { key: 'theme', value: 'dark' }]]);
  });
});
