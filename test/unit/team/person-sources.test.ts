/** Where one person’s presence comes from, read and changed by a supervisor. */
import { describe, expect, it } from 'vitest';
import { GenesysError } from '../../../electron/genesys/genesys-error.js';
import {
  readCustomSource,
  readSources,
  registeredSources,
  saidPresence,
  setCustomSource,
  setPrimarySource,
  type SourcesService,
  type SourceWords,
} from '../../../electron/team/person-sources.js';

const words: SourceWords = {
  label: (id, systemPresence) => `${id} (${systemPresence})`,
  systemPresence: (id) => (id === 'd-break' ? 'Break' : null),
  toLocal: (at) => at + 1_000,
};
const refused = (status: number) => new GenesysError({ kind: 'http', status, message: `${status}`, retryable: false });
const said = { presenceDefinition: { id: 'd-meal', systemPresence: 'Meal' as const }, message: 'soup' };

/** A service that answers as given. What is not given is refused. */
function service(answers: Readonly<Record<string, unknown>>) {
  const asked: [string, unknown][] = [];
  const presence = new Proxy(
    {},
    {
      get: (_target, name: string) => (request: unknown) => {
        asked.push([name, request]);
        const answer = answers[name];
        if (answer instanceof Error || answer === undefined) return Promise.reject(answer ?? refused(403));
        return Promise.resolve(typeof answer === 'function' ? answer(request) : answer);
      },
    },
  );
  return { service: { presence } as unknown as SourcesService, asked };
}

describe('what a source says of a person', () => {
  it('has label, message and time of this machine', () => {
    const at = '2026-11-21T10:00:00.000Z';
    expect(saidPresence({ ...said, modifiedDate: at }, words)).toEqual({
      definitionId: 'd-meal',
      label: 'd-meal (Meal)',
      systemPresence: 'Meal',
      message: 'soup',
      since: Date.parse(at) + 1_000,
    });
  });

  it('may leave out message, time and system presence', () => {
    expect(saidPresence({ presenceDefinition: { id: 'd-break' } }, words)).toEqual({
      definitionId: 'd-break',
      label: 'd-break (Break)',
      systemPresence: 'Break',
      message: null,
      since: null,
    });
  });

  it.each([null, undefined, {}, { message: 'soup' }, { presenceDefinition: { id: 'd-gone' } }])(
    'is nothing where it names no presence that is known (%j)',
    (nothing) => expect(saidPresence(nothing as never, words)).toBeNull(),
  );
});

describe('a person’s sources', () => {
  const listing = {
    entities: [
      { id: 'teams', name: ' Teams ' },
      { id: 'old', name: 'Old', deactivated: true },
      { id: 'nameless', name: ' ' },
      { id: 'unnamed' },
    ],
  };

  it('are those that are in use, by their names', async () => {
    expect(await registeredSources(service({ getPresenceSources: listing }).service)).toEqual([
      { id: 'teams', name: 'Teams' },
      { id: 'nameless', name: 'nameless' },
      { id: 'unnamed', name: 'unnamed' },
    ]);
    expect(await registeredSources(service({ getPresenceSources: {} }).service)).toEqual([]);
  });

  it('are read with what each says of this person, whichever case their id has', async () => {
    const { service: asking } = service({
      getPresenceUserPrimarysource: { sourceId: 'teams' },
      getPresenceSources: { entities: [{ id: 'teams', name: 'Teams' }] },
      getUsersPresenceBulk: [
        { userId: 'somebody', ...said },
        { userId: 'ADA', ...said },
      ],
    });
    expect(await readSources(asking, 'ada', words)).toEqual({
      primary: 'teams',
      primaryProblem: null,
      sources: [
        { id: 'teams', name: 'Teams', presence: expect.objectContaining({ definitionId: 'd-meal' }), problem: null },
      ],
      sourcesProblem: null,
    });
  });

  it('say why they cannot be read, each part for itself', async () => {
    const none = await readSources(service({}).service, 'ada', words);
    expect(none).toMatchObject({ primary: null, primaryProblem: { status: 403 }, sources: [] });
    expect(none.sourcesProblem).toMatchObject({ status: 403 });
    const silent = service({
      getPresenceUserPrimarysource: {},
      getPresenceSources: { entities: [{ id: 'teams', name: 'Teams' }] },
    });
    expect(await readSources(silent.service, 'ada', words)).toEqual({
      primary: 'PURECLOUD',
      primaryProblem: null,
      sources: [{ id: 'teams', name: 'Teams', presence: null, problem: expect.objectContaining({ status: 403 }) }],
      sourcesProblem: null,
    });
  });
});

describe('the source that decides', () => {
  it.each([
    ['teams', true],
    ['PURECLOUD', false],
  ])('becomes %s (registered: %s)', async (sourceId, registered) => {
    const { service: asking, asked } = service({ putPresenceUserPrimarysource: { sourceId: sourceId.toLowerCase() } });
    expect(await setPrimarySource(asking, 'ada', sourceId)).toBeNull();
    expect(asked).toEqual([['putPresenceUserPrimarysource', { userId: 'ada', body: { sourceId, registered } }]]);
  });

  it.each([[{ sourceId: 'other' }], [{}]])('is told of as not applied where the service answers %j', async (answer) => {
    const { service: asking } = service({ putPresenceUserPrimarysource: answer });
    expect(await setPrimarySource(asking, 'ada', 'teams')).toMatchObject({ key: 'team.result.notApplied' });
  });

  it('says why it was refused', async () => {
    expect(await setPrimarySource(service({}).service, 'ada', 'teams')).toMatchObject({ status: 403 });
  });
});

describe('the presence of another source', () => {
  it('is read, and is nothing for a person who is not known there', async () => {
    const read = (answer: unknown) =>
      readCustomSource(service({ getUserPresence: answer }).service, 'ada', 'crm', words);
    expect(await read(said)).toMatchObject({ definitionId: 'd-meal' });
    expect(await read(refused(404))).toBeNull();
    await expect(read(refused(403))).rejects.toMatchObject({ status: 403 });
    await expect(read(new TypeError('odd'))).rejects.toThrow('odd');
  });

  const set = (answer: unknown, message = ' soup ') =>
    setCustomSource(service({ patchUserPresence: answer }).service, 'ada', 'crm', { definitionId: 'd-meal', message });

  it('is set once the service has both presence and message', async () => {
    expect(await set({ ...said, presenceDefinition: { id: 'D-MEAL' } })).toBeNull();
    expect(await set({ presenceDefinition: { id: 'd-meal' } }, '')).toBeNull();
  });

  it.each([[{ ...said, message: 'tea' }], [{ ...said, presenceDefinition: { id: 'd-break' } }], [{}]])(
    'is told of as not applied where the service answers %j',
    async (answer) => expect(await set(answer)).toMatchObject({ key: 'team.result.notApplied', retryable: true }),
  );

  it('says why it was refused', async () => expect(await set(refused(403))).toMatchObject({ status: 403 }));
});

describe('a change whose answer is lost or says nothing', () => {
  const lost = new GenesysError({ kind: 'badAnswer', code: 'schema', message: 'nothing', mayHaveArrived: true });

  it('is done where the service has it by then', async () => {
    const { service: asking } = service({
      putPresenceUserPrimarysource: lost,
      getPresenceUserPrimarysource: { sourceId: 'TEAMS' },
      patchUserPresence: lost,
      getUserPresence: said,
    });
    expect(await setPrimarySource(asking, 'ada', 'teams')).toBeNull();
    expect(await setCustomSource(asking, 'ada', 'lamp', { definitionId: 'd-meal', message: ' soup ' })).toBeNull();
  });

  it('says why it failed where the service has something else, or may not be asked', async () => {
    const { service: asking } = service({
      putPresenceUserPrimarysource: lost,
      getPresenceUserPrimarysource: { sourceId: 'PURECLOUD' },
      patchUserPresence: lost,
    });
    expect(await setPrimarySource(asking, 'ada', 'teams')).toMatchObject({ key: 'error.badAnswer' });
    expect(await setCustomSource(asking, 'ada', 'lamp', { definitionId: 'd-meal', message: 'soup' })).toMatchObject({
      key: 'error.badAnswer',
    });
  });
});
