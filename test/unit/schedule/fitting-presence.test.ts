import { describe, expect, it } from 'vitest';
import { fittingPresence, meantPresence } from '../../../electron/schedule/fitting-presence.js';
import type { Activity } from '../../../electron/schedule/plan.js';
import { available, coffee, meal, onBreak, onQueue } from '../desktop/example-state.js';

const activity = (category: Activity['category'], presenceIds: string[] = []): Activity => ({
  from: 0,
  to: 1,
  codeId: 'c',
  name: null,
  category,
  presenceIds,
  fullDay: false,
});
const pickable = { definitions: [available, onBreak, coffee, meal], onQueue };
const offered = (category: Activity['category'], presenceIds: string[] = []) =>
  fittingPresence(activity(category, presenceIds), pickable)?.label ?? null;

describe('for what is planned', () => {
  it('the one presence that is tied to it and can be picked is offered', () => {
    expect(offered('Break', ['D-COFFEE', 'deactivated'])).toBe('Coffee');
    expect(offered('OffQueueWork', ['d-coffee'])).toBe('Coffee');
  });

  it('else the primary one of the same name', () => {
    expect(offered('Meal')).toBe('Meal');
    expect(offered('Break', ['d-coffee', 'd-meal'])).toBe('Break');
    expect(offered('Training')).toBeNull();
  });

  it('On Queue is offered for work on the queue alone, and to those who may', () => {
    expect(offered('OnQueueWork', ['d-coffee'])).toBe('On Queue');
    expect(fittingPresence(activity('OnQueueWork'), { ...pickable, onQueue: null })).toBeNull();
    expect(fittingPresence(activity('Meeting', ['d-queue']), { ...pickable, definitions: [onQueue] })).toBeNull();
  });

  it.each(['OffQueueWork', 'TimeOff', 'Unavailable', 'Other'] as const)('%s offers nothing', (category) => {
    expect(offered(category)).toBeNull();
    expect(meantPresence(activity(category), pickable)).toBeNull();
  });
});
