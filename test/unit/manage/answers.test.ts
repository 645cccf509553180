/**
 * An administrator's changes where the service takes them and answers oddly: with nothing, with an error, or never.
 * What it has by then decides.
 */
import { describe, expect, it, vi } from 'vitest';
import type { DemoOrg } from '../../../electron/demo-org/index.js';
import type { Fault } from '../../../electron/demo-org/faults.js';
import { fieldsOf, type DefinitionFields } from '../../../electron/manage/definition-fields.js';
import type { Manager } from '../../../electron/manage/manager.js';
import { withManager } from './desk.js';

const DEFINITIONS = '/api/v2/presence/definitions';
const TOO_EARLY = { status: 429, code: 'too.many.requests.retry.after', retryAfter: 0.02 };

/** The service carries it out, and its answer is of no use. */
const USELESS: readonly (readonly [string, Fault])[] = [
  ['nothing at all', { status: 200, body: '' }],
  ['an empty object', { status: 200, body: '{}' }],
  ['a list', { status: 200, body: '[]' }],
  ['words that are no JSON', { status: 200, body: 'OK' }],
  ['a gateway’s error', { status: 504, body: 'Gateway Timeout' }],
  ['no answer', { drop: true }],
];

const strike = (org: DemoOrg, verb: string, path: string, fault: Fault): void =>
  void org.faults.add({ match: { verb, path }, applied: true, ...fault });
const tea: DefinitionFields = {
  systemPresence: 'Break',
  divisionId: null,
  labels: { en_US: 'Tea', de: 'Tee' },
  deactivated: false,
};
const isDone = { kind: 'done', shownLater: false };

describe.each(USELESS)('a change that the service takes and answers with %s', (_how, fault) => {
  it('is done: a presence changed, brought back, put away', () =>
    withManager(async ({ org, manager, find }) => {
      strike(org, 'PUT', `${DEFINITIONS}/*`, fault);
      strike(org, 'DELETE', `${DEFINITIONS}/*`, fault);
      const before = fieldsOf(find('Coffee'));
      const after = { ...before, labels: { ...before.labels, nl: 'Koffie' } };
      expect(await manager.savePresence(find('Coffee').id, before, after)).toMatchObject(isDone);
      expect(await manager.setPresenceActive(find('Cigarette break').id, true)).toMatchObject(isDone);
      expect(await manager.setPresenceActive(find('Coffee').id, false)).toMatchObject(isDone);
      expect([find('Coffee').deactivated, find('Cigarette break').deactivated]).toEqual([true, false]);
    }));

  it('is done: a new presence is found in the list, and not made twice', () =>
    withManager(async ({ org, manager, find, writes }) => {
      strike(org, 'POST', DEFINITIONS, fault);
      expect(await manager.savePresence(null, null, tea)).toMatchObject({ ...isDone, id: find('Tea').id });
      expect(writes()).toHaveLength(1);
    }));

  it('is done: a row of an import', () =>
    withManager(async ({ org, manager }) => {
      await manager.importing.open('list.csv', 'systemPresence,label.en_US\nBreak,Tea\n');
      strike(org, 'POST', DEFINITIONS, fault);
      await manager.importing.apply();
      expect(manager.importing.rows().map(({ result }) => result)).toEqual(['done']);
    }));

  it('is done: a source made and changed, what a person’s is, what the organisation restores', () =>
    withManager(async ({ org, manager }) => {
      await vi.waitFor(() => expect(manager.sources().value).not.toBeNull());
      await vi.waitFor(() => expect(manager.organisation().value).not.toBeNull());
      for (const path of ['/api/v2/presence/sources*', '/api/v2/presence/settings', '/api/v2/presence/users/*'])
        for (const verb of ['POST', 'PUT']) strike(org, verb, path, fault);
      const desk = { name: 'Desk lamp', description: '', deactivated: false };
      expect(await manager.saveSource(null, null, desk)).toMatchObject(isDone);
      const made = manager.sources().value?.value.find(({ name }) => name === 'Desk lamp');
      expect(await manager.saveSource(made!.id, desk, { ...desk, description: 'Red' })).toMatchObject(isDone);
      const ada = org.org.person('Ada Lovelace')!.id;
      expect(await manager.setPersonSource(ada, 'PURECLOUD', made!.id)).toMatchObject(isDone);
      const settings = manager.organisation().value!;
      expect(await manager.saveOrganisation(settings, { ...settings, restoreMinutes: 7 })).toMatchObject(isDone);
    }));
});

describe('a change that the service did not take', () => {
  it('is refused with the reason, also where it failed without one', () =>
    withManager(async ({ org, manager, find }) => {
      org.faults.add({ match: { verb: 'PUT' }, status: 200, body: '' });
      const before = fieldsOf(find('Coffee'));
      const after = { ...before, labels: { en_US: 'Espresso' } };
      expect(await manager.savePresence(find('Coffee').id, before, after)).toMatchObject({
        kind: 'refused',
        problem: { key: 'error.badAnswer' },
      });
      expect(find('Coffee').deactivated).toBe(false);
    }));
});

describe('a new presence that exists', () => {
  it.each([403, 500])('is not said to be refused where reading it answers %i', (status) =>
    withManager(async ({ org, manager, find }) => {
      org.faults.add({ match: { verb: 'GET', path: `${DEFINITIONS}/*` }, status });
      expect(await manager.savePresence(null, null, tea)).toMatchObject({ kind: 'done', shownLater: true });
      expect(find('Tea').systemPresence).toBe('Break');
    }),
  );
});

it('a presence that is not found any more after it was deactivated is deactivated', () =>
  withManager(async ({ org, manager, find }) => {
    org.faults.add({ match: { verb: 'GET', path: `${DEFINITIONS}/*` }, skip: 1, status: 404 });
    expect(await manager.setPresenceActive(find('Coffee').id, false)).toMatchObject(isDone);
  }));

describe('an import that the service takes no more of for now', () => {
  const forty = ['systemPresence,label.en_US', ...Array.from({ length: 40 }, (_, at) => `Break,Pause ${at + 1}`)];
  const results = (manager: Manager) => manager.importing.rows().map(({ result }) => result);

  it('waits as long as it is asked to in the middle, and sends every row', () =>
    withManager(async ({ org, manager }) => {
      await manager.importing.open('list.csv', forty.join('\n'));
      org.faults.add({ match: { verb: 'POST', path: DEFINITIONS }, skip: 16, times: 3, ...TOO_EARLY });
      await manager.importing.apply();
      expect(results(manager)).toEqual(Array(40).fill('done'));
      expect(manager.importing.state().end).toBe('done');
    }));

  it('makes no second one of what somebody made after the plan was shown', () =>
    withManager(async ({ org, manager }) => {
      await manager.importing.open('list.csv', 'systemPresence,label.en_US\nBreak,Tea\nBreak,Milk\n');
      org.faults.addDefinition('Break', 'tea');
      await manager.importing.apply();
      expect(results(manager)).toEqual(['changedMeanwhile', 'done']);
    }));

  it('can be stopped while it waits', () =>
    withManager(async ({ org, manager }) => {
      await manager.importing.open('list.csv', forty.join('\n'));
      org.faults.add({ match: { verb: 'POST', path: DEFINITIONS }, skip: 2, ...TOO_EARLY, retryAfter: 300 });
      const running = manager.importing.apply();
      await vi.waitFor(() => expect(manager.importing.state().done).toBe(2));
      await vi.waitFor(() => expect(org.requests.filter(({ verb }) => verb === 'POST')).toHaveLength(3));
      manager.importing.stop();
      await running;
      expect(manager.importing.state().end).toBe('stopped');
      expect(results(manager)).toEqual(['done', 'done', ...Array(38).fill('notSent')]);
    }));
});

describe('what the service does not say of its settings', () => {
  const sentAfter = async (said: object): Promise<unknown> => {
    let sent: unknown;
    await withManager(async ({ org, manager }) => {
      await vi.waitFor(() => expect(manager.organisation().value).not.toBeNull());
      const read = { verb: 'GET', path: '/api/v2/presence/settings' };
      const told = org.faults.add({ match: read, status: 200, body: JSON.stringify(said) });
      manager.refresh(-1);
      await vi.waitFor(() => expect([told.struck, manager.organisation().loading]).toEqual([1, false]));
      const before = manager.organisation().value!;
      await manager.saveOrganisation(before, { ...before, offQueueRequests: true });
      sent = org.requests.findLast(({ verb }) => verb === 'PUT')?.body;
    });
    return sent;
  };
  const rule = { enabled: false, restoreTimeMilliseconds: 0, restoreOnQueueEnabled: false };

  it('is left alone when something else is changed', async () => {
    expect(await sentAfter({})).toEqual({ requestingOffQueueEnabled: true });
    expect(await sentAfter({ restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: '60000' } })).toEqual({
      requestingOffQueueEnabled: true,
    });
  });

  it('is not a time of nought, which stays nought', async () => {
    expect(await sentAfter({ restorePresenceSettings: rule, requestingOffQueueEnabled: false })).toEqual({
      restorePresenceSettings: rule,
      requestingOffQueueEnabled: true,
    });
  });
});
