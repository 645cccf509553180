import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { appStateSchema } from '../../../electron/ipc/app-state.js';
import { initials } from '../../../renderer/popup/initials.js';
import { alertOf, conditionOf, isStale } from '../../../renderer/popup/conditions.js';
import { queueState } from '../../../renderer/popup/queue.js';
import { sinceShown } from '../../../renderer/popup/since.js';
import { change, fixtures } from '../../preview/fixtures.js';

const state = (name: string) => fixtures[name]!;
const queue = (name: string) => queueState(state(name), isStale(state(name)));

describe('the fixtures', () => {
  it.each(Object.keys(fixtures))('%s is a state the contract allows', (name) => {
    expect(v.safeParse(appStateSchema, state(name)).issues).toBeUndefined();
  });
});

describe('what is not as it should be', () => {
  it.each([
    ['live', null, null],
    ['lost', null, 'lost'],
    ['waiting', null, 'waiting'],
    ['expired', null, 'expired'],
    ['expired-waiting', null, 'expired'],
    ['polling', null, 'polling'],
    ['paused', null, 'paused'],
    ['other-source', null, 'otherSource'],
    ['other-source-put-away', null, null],
    ['memory', null, 'memory'],
    ['ends-soon', null, 'endsSoon'],
    ['renewing', null, 'signingIn'],
    ['notice', null, 'app'],
    ['refused', 'failed', null],
    ['asking', 'asking', null],
    ['not-responding', 'notResponding', null],
  ])('%s: alert %s, line %s', (name, alert, condition) => {
    expect(alertOf(state(name))?.kind ?? null).toBe(alert);
    expect(conditionOf(state(name))?.kind ?? null).toBe(condition);
  });

  it('says that the session ended before anything else of the connection', () => {
    const both = change(state('expired'), {
      connection: { kind: 'lost' },
      app: { notices: [{ id: 'n', key: 'k', params: {} }] },
    });
    expect(conditionOf(both)?.kind).toBe('expired');
  });

  it('does not call an agent not responding by what was true before the connection was lost', () => {
    expect(alertOf(change(state('not-responding'), { connection: { kind: 'lost' } }))).toBeNull();
  });
});

describe('what may no longer be true', () => {
  it('shows as of when, and no running time', () => {
    for (const name of ['lost', 'expired', 'paused', 'waiting']) {
      expect(isStale(state(name))).toBe(true);
      expect(sinceShown(state(name), true).kind).toBe('asOf');
    }
    expect(sinceShown(state('live'), isStale(state('live'))).kind).toBe('since');
    expect(isStale(state('polling'))).toBe(false);
  });
});

describe('the On Queue switch', () => {
  it('shows the server’s word, and what is on its way as on its way', () => {
    expect(queue('on-queue')).toMatchObject({ on: true, pending: false, text: 'queue.interacting' });
    expect(queue('live')).toMatchObject({ on: false, text: 'queue.off', since: null });
    const joining = change(state('pending'), {
      presence: { pending: { ...state('pending').presence.pending!, definition: state('live').definitions.onQueue } },
    });
    expect(queueState(joining, false)).toMatchObject({ on: false, pending: true, text: 'queue.joining' });
  });

  it('cannot be turned while its position is a guess', () => {
    expect(queue('lost')).toMatchObject({ disabled: true, text: 'queue.needsConnection' });
    expect(queue('expired')).toMatchObject({ disabled: true, text: 'queue.signInFirst' });
  });
});

describe('initials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['Ada', 'A'],
    ['ada king, countess of lovelace', 'AL'],
    ['آدا لوفلايس', 'آل'],
    ['𝒜da B', '𝒜B'],
    ['', '?'],
    ['42', '?'],
  ])('of “%s” are %s', (name, text) => expect(initials(name)).toBe(text));
});
