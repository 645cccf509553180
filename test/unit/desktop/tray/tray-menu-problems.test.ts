/** What is wrong, and its remedy, in the tray's menu. */
import { describe, expect, it } from 'vitest';
import type { MenuItemView } from '../../../../electron/desktop/tray/menu-item.js';
import { problemSection } from '../../../../electron/desktop/tray/tray-menu-problems.js';
import type { AppState } from '../../../../electron/ipc/app-state.js';
import type { FailedPick, PendingPick } from '../../../../electron/presence/presence-view.js';
import { at, english, exampleState, expired, meal, NOW, problem } from '../example-state.js';

const items = (change: Partial<AppState>): readonly MenuItemView[] => problemSection(exampleState(change), english);
const labels = (change: Partial<AppState>): string[] =>
  items(change).map((item) => (item.kind === 'separator' ? '—' : item.label));
const presence = (change: Partial<AppState['presence']>): Partial<AppState> => ({
  presence: { ...exampleState().presence, ...change },
});
const connection = (kind: AppState['connection']['kind']) => ({ kind, asOf: at(10, 31), problem: null });

describe('a person without live updates', () => {
  it.each<[AppState['connection']['kind'], string[]]>([
    ['live', []],
    ['connecting', []],
    ['polling', ['No live updates; checked once a minute']],
    ['lost', ['No connection', 'Try again']],
    ['paused', ['Try again']],
  ])('reads what that means, and what helps: %s', (kind, expected) => {
    expect(labels({ connection: connection(kind) })).toEqual(expected);
  });

  it('may try again where the presences could not be read', () => {
    const definitions = { ...exampleState().definitions, kind: 'failed' } as const;
    expect(labels({ definitions })).toEqual(['Try again']);
  });

  it('reads nothing of it once the session has ended, which is said elsewhere', () => {
    expect(labels({ connection: connection('lost'), session: expired })).toEqual([]);
  });
});

describe('a person who missed an interaction', () => {
  const back = (pending: boolean) =>
    items({ routing: { ...exampleState().routing, status: 'NOT_RESPONDING', pending } }).find(
      (item) => item.kind === 'action' && item.label === 'Back on queue',
    );

  it('goes back on queue once, not again while that is under way', () => {
    expect(back(false)).toMatchObject({ enabled: true });
    expect(back(true)).toMatchObject({ enabled: false });
  });
});

describe('a person for whom another source decides', () => {
  it('reads which one, as far as it is known, and may change that where they are asked', () => {
    expect(labels(presence({ otherSource: 'Microsoft Teams', primaryOffer: 'ask' }))).toEqual([
      'Microsoft Teams decides your presence',
      'Use Genesys Cloud',
    ]);
    expect(labels(presence({ otherSource: '', primaryOffer: 'quiet' }))).toEqual([
      'Another app decides your presence',
      'Use Genesys Cloud',
    ]);
    expect(labels(presence({ otherSource: '', primaryOffer: 'none' }))).toEqual(['Another app decides your presence']);
  });
});

describe('a pick on its way', () => {
  const pending = (over: Partial<PendingPick>) =>
    labels(
      presence({
        pending: { pickId: 1, definition: meal, message: null, step: 'sending', waitingFor: null, until: NOW, ...over },
      }),
    );

  it('is named, and may be called off while it is not sent', () => {
    expect(pending({})).toEqual(['Meal is being set']);
    expect(pending({ step: 'waiting', waitingFor: 'network' })).toEqual(['Meal waits to be sent', 'Cancel']);
    expect(pending({ step: 'asking', waitingFor: 'confirmation' })).toEqual(['Set Meal now', 'Cancel']);
  });

  it('of a message alone is called that', () => {
    expect(pending({ definition: null })).toEqual(['The message is being set']);
  });
});

describe('a pick that failed', () => {
  const failed = (over: Partial<FailedPick>) =>
    labels(
      presence({
        failed: { pickId: 1, definition: meal, message: null, kind: 'refused', problem: problem(), ...over },
      }),
    );
  const said = 'You are not allowed to do that.';

  it('is told by what became of it, in the service’s words where there are no others', () => {
    expect(failed({})).toEqual(['Meal was refused', said, 'Dismiss']);
    expect(failed({ kind: 'notApplied' })).toEqual(['Meal was not applied', said, 'Dismiss']);
    expect(failed({ kind: 'dropped', definition: null })).toEqual(['The message was not set', said, 'Dismiss']);
  });

  it('may be tried again where that can help', () => {
    expect(failed({ problem: problem({ retryable: true }) })).toEqual(['Meal was refused', said, 'Retry', 'Dismiss']);
  });

  it('of which only the message failed does not claim that the presence did', () => {
    const [first] = failed({ kind: 'notApplied', problem: problem({ key: 'pick.messageNotApplied' }) });
    expect(first).not.toContain('Meal');
    expect(failed({ problem: problem({ key: 'pick.messageNotApplied' }) })).toHaveLength(2);
  });
});
