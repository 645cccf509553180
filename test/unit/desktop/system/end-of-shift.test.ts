import { describe, expect, it } from 'vitest';
import {
  asksFirst,
  createEndOfShift,
  leaveAnswer,
  leaveDialog,
  type LeaveAnswer,
  type Leaving,
} from '../../../../electron/desktop/system/end-of-shift.js';
import { PRIMARY_DEFINITION_IDS } from '../../../../electron/genesys/primary-definitions.js';
import type { DefinitionRef } from '../../../../electron/presence/presence-view.js';
import type { AppState } from '../../../../electron/ipc/app-state.js';
import type { PickRequest } from '../../../../electron/presence/engine-port.js';
import type { PickOutcome } from '../../../../electron/presence/picks/pick.js';
import { available, english, exampleState, meal, onQueue, problem } from '../example-state.js';
import { fakeClock } from '../fake-clock.js';

const settle = () => new Promise((done) => setImmediate(done));

function atDesk(definition: DefinitionRef, future: DefinitionRef | null = null) {
  const time = fakeClock();
  const { presence } = exampleState();
  const view: Pick<AppState, 'presence'> | null = {
    presence: { ...presence, current: presence.current && { ...presence.current, definition, future } },
  };
  const asked: Leaving[] = [];
  const picks: PickRequest[] = [];
  const calls = { automations: 0, cancelled: 0 };
  let answer: (answer: LeaveAnswer) => void = () => undefined;
  let settlePick: (outcome: PickOutcome) => void = () => undefined;
  const shift = createEndOfShift({
    clock: time.clock,
    view: () => view,
    pick: (request) => {
      picks.push(request);
      return new Promise((resolve) => (settlePick = resolve));
    },
    cancelPick: () => (calls.cancelled += 1),
    automations: () => ({
      quitting: () => {
        calls.automations += 1;
        return Promise.resolve();
      },
    }),
    ask: (leaving) => {
      asked.push(leaving);
      return new Promise((resolve) => (answer = resolve));
    },
  });
  return {
    shift,
    time,
    asked,
    picks,
    calls,
    answer: async (word: LeaveAnswer) => {
      answer(word);
      await settle();
    },
    serviceSays: (outcome: PickOutcome) => settlePick(outcome),
  };
}

describe('an agent who is not On Queue', () => {
  it('quits without being asked, and the quit automation has its turn', async () => {
    const { shift, asked, calls } = atDesk(available);
    expect(await shift.leave('quit')).toBe('go');
    expect([asked, calls.automations]).toEqual([[], 1]);
  });

  it('signs out without an automation', async () => {
    const { shift, asked, calls } = atDesk(meal);
    expect(await shift.leave('signOut')).toBe('go');
    expect([asked, calls.automations]).toEqual([[], 0]);
  });

  it('is not asked either where they leave the queue after the interaction', async () => {
    const { shift, asked } = atDesk(onQueue, available);
    expect(await shift.leave('quit')).toBe('go');
    expect(asked).toEqual([]);
  });
});

describe.each(['quit', 'signOut'] as const)('an agent On Queue who wants to %s', (leaving) => {
  it('is asked once, however often they want it', async () => {
    const { shift, asked, answer } = atDesk(onQueue);
    const wishes = [shift.leave(leaving), shift.leave(leaving), shift.leave(leaving)];
    await answer('cancel');
    expect(await Promise.all(wishes)).toEqual(['stays', 'stays', 'stays']);
    expect(asked).toEqual([leaving]);
    const again = shift.leave(leaving);
    await answer('stay');
    expect(await again).toBe('go');
    expect(asked).toEqual([leaving, leaving]);
  });

  it('may stay On Queue, and no automation overrides that', async () => {
    const { shift, answer, calls, picks } = atDesk(onQueue);
    const result = shift.leave(leaving);
    await answer('stay');
    expect(await result).toBe('go');
    expect([calls.automations, picks]).toEqual([0, []]);
  });

  it('goes Offline first where they want that', async () => {
    const { shift, answer, picks, serviceSays } = atDesk(onQueue);
    let result: string | null = null;
    void shift.leave(leaving).then((said) => (result = said));
    await answer('offline');
    expect(picks).toEqual([{ definitionId: PRIMARY_DEFINITION_IDS.Offline, origin: 'popup' }]);
    expect(result).toBeNull();
    serviceSays({ result: 'done', current: exampleState().presence.current! });
    await settle();
    expect(result).toBe('go');
  });

  it('does not leave where the service refuses Offline', async () => {
    const { shift, answer, serviceSays } = atDesk(onQueue);
    const result = shift.leave(leaving);
    await answer('offline');
    serviceSays({ result: 'refused', problem: problem() });
    expect(await result).toBe('notOffline');
  });

  it('does not leave where the service does not answer, and nothing is sent later', async () => {
    const { shift, answer, time, calls } = atDesk(onQueue);
    const result = shift.leave(leaving);
    await answer('offline');
    time.pass(10_000);
    expect(await result).toBe('notOffline');
    expect(calls.cancelled).toBe(1);
  });
});

describe('the question', () => {
  it('names the presence and what follows from each answer, with Cancel for who closes it', () => {
    const dialog = leaveDialog('quit', onQueue, english);
    expect([dialog.title, dialog.message]).toEqual(['Quit Presence Tray', 'You are On Queue']);
    expect(dialog.buttons).toEqual(['Go Offline', 'Stay On Queue', 'Cancel']);
    expect([0, 1, 2, dialog.cancelId, -1].map(leaveAnswer)).toEqual(['offline', 'stay', 'cancel', 'cancel', 'cancel']);
    expect(leaveDialog('signOut', onQueue, english).detail).not.toBe(dialog.detail);
  });

  it('has labels in its buttons as they are: each system would take a sign of theirs for a key', () => {
    const dialog = leaveDialog('quit', { ...onQueue, label: 'R&D_queue' }, english);
    expect(dialog.message).toBe('You are R&D_queue');
    expect(dialog.buttons[1]).toBe('Stay R&&D_queue');
    expect(dialog.normalizeAccessKeys).toBe(true);
  });
});

describe('when the system ends', () => {
  it('nobody is asked, and the quit automation has its turn', async () => {
    const { shift, asked, calls } = atDesk(onQueue);
    await shift.shutDown();
    expect([asked, calls.automations]).toEqual([[], 1]);
  });

  it('a person who has just chosen to go Offline gets there, for two seconds at most, and no automation overrides them', async () => {
    const { shift, answer, calls, time, serviceSays } = atDesk(onQueue);
    const left = shift.leave('quit');
    await answer('offline');
    let ended = 0;
    const end = (): void => void shift.shutDown().then(() => (ended += 1));
    end();
    end();
    await settle();
    expect(ended).toBe(0);
    serviceSays({ result: 'done', current: exampleState().presence.current! });
    expect(await left).toBe('go');
    await settle();
    expect(ended).toBe(2);
    expect(calls.automations).toBe(0);

    void shift.leave('quit');
    await settle();
    await answer('offline');
    end();
    time.pass(2_000);
    await settle();
    expect(ended).toBe(3);
  });
});

describe('a quit that did not come from our menus', () => {
  it('is the person’s on macOS (⌘Q, the Dock): they are asked as by the menu', () => {
    expect(asksFirst('darwin', false)).toBe(true);
  });

  it('is asked nothing where the system ends, and on other systems, where nobody else ends the app that way', () => {
    expect(asksFirst('darwin', true)).toBe(false);
    expect(asksFirst('linux', false)).toBe(false);
    expect(asksFirst('win32', false)).toBe(false);
  });
});
