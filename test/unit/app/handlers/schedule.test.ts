/** The settings’ section on the schedule. */
import { describe, expect, it } from 'vitest';
import { scheduleHandlers } from '../../../../electron/app/handlers/schedule.js';
import { createEmitter } from '../../../../electron/emitter.js';
import type { ScheduleLack } from '../../../../electron/schedule/schedule.js';
import { USUAL_PLAN_REMINDERS } from '../../../../electron/settings/plan-reminders.js';
import { exampleState, problem } from '../../desktop/example-state.js';
import { personalInMemory, rememberingLog } from '../../settings/doubles.js';

function desk({ lack = null as ScheduleLack | null, signedIn = true } = {}) {
  const log = rememberingLog();
  const changes = createEmitter(log, 'schedule');
  let why = lack;
  const store = signedIn ? personalInMemory(log) : null;
  const handlers = scheduleHandlers({
    schedule: { lack: () => why, planned: () => [], onChange: (run) => changes.on(run) },
    personal: {
      store: () => store,
      onChange: (run) => store?.onChange(run) ?? (() => undefined),
      definitions: () => exampleState().definitions,
      newId: () => 'new',
    },
  });
  const seen: unknown[] = [];
  const closeWindow = handlers['schedule:status'](
    undefined,
    { snapshot: (whole) => seen.push(whole), change: (part) => seen.push(part) },
    'settings',
  );
  return {
    handlers,
    seen,
    closeWindow,
    becomes: (next: ScheduleLack | null): void => {
      why = next;
      changes.emit();
    },
  };
}

describe('the settings say why no schedule is shown', () => {
  it.each([
    [null, null],
    [{ kind: 'permission' }, 'permission'],
    [{ kind: 'scope' }, 'scope'],
    [{ kind: 'refused' }, 'refused'],
    [{ kind: 'noWorkforce' }, 'noWorkforce'],
    [{ kind: 'unread', problem: null }, 'unread'],
    [{ kind: 'unread', problem: problem() }, 'failed'],
  ] as const)('%j is told as %j', (lack, told) => expect(desk({ lack }).seen).toMatchObject([{ lack: told }]));

  it('and follow it while the window is open', () => {
    const { seen, becomes, closeWindow } = desk({ lack: { kind: 'unread', problem: null } });
    becomes({ kind: 'unread', problem: problem() });
    becomes(null);
    closeWindow();
    becomes({ kind: 'scope' });
    expect(seen.slice(1)).toEqual([{ lack: 'failed' }, { lack: null }]);
  });
});

describe('reminders of what is planned', () => {
  it('are the usual ones until a person chooses', async () => {
    const { handlers, seen } = desk();
    expect(seen).toEqual([{ lack: null, reminders: USUAL_PLAN_REMINDERS }]);
    expect(await handlers['schedule:setReminder']({ category: 'Training', minutes: 10 }, 'settings')).toEqual({
      ok: true,
      problem: null,
    });
    expect(await handlers['schedule:setReminder']({ category: 'Meal', minutes: null }, 'settings')).toMatchObject({
      ok: true,
    });
    expect(seen.at(-1)).toEqual({ reminders: { ...USUAL_PLAN_REMINDERS, Training: 10, Meal: null } });
  });

  it('cannot be chosen by nobody: the usual ones are shown, and sign-in is asked for', async () => {
    const { handlers, seen } = desk({ signedIn: false });
    expect(seen).toEqual([{ lack: null, reminders: USUAL_PLAN_REMINDERS }]);
    expect(await handlers['schedule:setReminder']({ category: 'Meal', minutes: 10 }, 'settings')).toEqual({
      ok: false,
      problem: { key: 'settings.signInFirst', params: {} },
    });
  });
});
