import { describe, expect, it } from 'vitest';
import { IDLE, nextPhase, type Phase } from '../../../renderer/card/phase.js';
import { change, fixtures } from '../../preview/fixtures.js';

const after = (names: readonly string[], before: Phase = IDLE): Phase =>
  names.reduce((phase, name) => nextPhase(phase, fixtures[name]!), before);

describe('the feedback card', () => {
  it('goes from pending to the service’s word and keeps it', () => {
    expect(after(['pending'])).toMatchObject({ kind: 'pending', pick: { pickId: 7 } });
    const done = after(['pending', 'live']);
    expect(done).toMatchObject({ kind: 'done', pick: { pickId: 7 } });
    expect(nextPhase(done, fixtures['live']!)).toBe(done);
  });

  it('keeps a refusal until it was seen', () => {
    const refused = after(['pending', 'refused']);
    expect(refused.kind).toBe('failed');
    expect(after(['live'], refused)).toEqual(IDLE);
  });

  it('stays while a pick waits, and while it asks', () => {
    expect(after(['asking']).kind).toBe('asking');
  });

  it('takes a newer pick at once, also right after another one', () => {
    expect(after(['pending', 'live', 'pending']).kind).toBe('pending');
    expect(after(['refused', 'pending']).kind).toBe('pending');
  });

  it('offers both ways out while not responding, and a refusal of them first', () => {
    expect(after(['not-responding']).kind).toBe('notResponding');
    const both = change(fixtures['not-responding']!, { presence: { failed: fixtures['refused']!.presence.failed } });
    expect(nextPhase(IDLE, both).kind).toBe('failed');
  });
});
