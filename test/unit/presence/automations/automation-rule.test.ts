import { describe, expect, it } from 'vitest';
import { earlierOf, stands } from '../../../../electron/presence/automations/automation-rule.js';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import type { CurrentPresenceView, MessageLifetime } from '../../../../electron/presence/presence-view.js';
import { rule } from '../shift-kit.js';

const current = (message: string | null, messageLifetime: MessageLifetime | null): CurrentPresenceView =>
  ({
    definition: { id: ID.Available, systemPresence: 'Available', label: 'Available' },
    message,
    messageLifetime,
    future: null,
    selectable: true,
  }) as never;

describe('what an automation remembers of the presence before it', () => {
  it('is the message it replaces, with its lifetime', () => {
    const lifetime = { kind: 'minutes', minutes: 20 } as const;
    expect(earlierOf(current('Desk 4', lifetime), rule(ID.Away, { message: 'Back soon' }), 5).message).toEqual({
      text: 'Desk 4',
      lifetime,
    });
    expect(earlierOf(current('Desk 4', null), rule(ID.Away, { message: 'Back soon' }), null).message).toEqual({
      text: 'Desk 4',
      lifetime: { kind: 'untilCleared' },
    });
  });

  it('is no message where the automation has none of its own, since the current one stays', () => {
    expect(earlierOf(current('Desk 4', { kind: 'untilCleared' }), rule(ID.Away), null).message).toBeNull();
  });

  it('is the message set for the presence alone, which goes with it', () => {
    expect(earlierOf(current('Desk 4', { kind: 'presence' }), rule(ID.Away), null).message).toMatchObject({
      text: 'Desk 4',
    });
  });

  it('is no message where none is known', () => {
    expect(earlierOf(current(null, null), rule(ID.Away, { message: 'x' }), null).message).toBeNull();
  });
});

describe('what an automation set stands', () => {
  it('while presence and message are the same, and an unknown message is no difference', () => {
    const set = { definitionId: ID.Available, message: 'Desk 4' };
    expect(stands(set, current('Desk 4', null))).toBe(true);
    expect(stands(set, current(null, null))).toBe(true);
    expect(stands({ ...set, message: null }, current('other', null))).toBe(true);
    expect(stands(set, current('other', null))).toBe(false);
    expect(stands({ ...set, definitionId: ID.Meal }, current('Desk 4', null))).toBe(false);
    expect(stands(set, null)).toBe(false);
  });
});
