/** The demo org’s switches over HTTP, which other processes’ tests stand on: each does what it says. */
import { describe, expect, it } from 'vitest';
import { DemoCore } from '../../../electron/demo-org/core.js';
import { faultControl } from '../../../electron/demo-org/fault-control.js';
import type { PlainRequest } from '../../../electron/demo-org/exchange.js';
import { HandClock } from './with-demo-org.js';

const ADA = 'Ada Lovelace';
function control() {
  const core = new DemoCore({ clock: new HandClock(), users: 20 });
  const answer = faultControl(core);
  const ask = (verb: string, path: string, body?: unknown) => {
    const request = {
      verb,
      target: `/__demo__${path}`,
      headers: {},
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    } as unknown as PlainRequest;
    const { status, body: text } = answer(request) as unknown as { status: number; body: string };

    return { status, json: JSON.parse(text) };
  };
  return { core, ask, person: (name: string) => core.org.person(name)! };
}

describe('a command', () => {
  it.each([
    ['GET', '/nothing'],
    ['POST', '/people'],
    ['GRAB', '/people'],
    ['GET', ''],
  ])('that does not exist is answered with those that do (%s %s)', async (verb, path) => {
    const { status, json } = control().ask(verb, path);
    expect(status).toBe(404);
    expect(json.commands).toContain('GET /__demo__/people');
  });

  it.each([
    ['POST', '/people/Nobody/routing', { status: 'IDLE' }, /No person Nobody/],
    ['POST', `/people/${ADA}/routing`, { status: 'ASLEEP' }, /status/],
    ['POST', '/clock', {}, /offsetMs/],
    ['POST', '/clock', '{', /JSON/],
    ['PATCH', '/switches', { invented: true }, /invented/],
    ['POST', '/faults', { invented: true }, /invented/],
  ])('%s %s with %j says what is wrong with it', async (verb, path, body, words) => {
    const { status, json } = control().ask(verb, encodeURI(path), body);
    expect(status).toBe(400);
    expect(json.error).toMatch(words);
  });
});

describe('a person', () => {
  it('is told with presence, and with what comes after an interaction', async () => {
    const { core, ask, person } = control();
    const path = `/people/${encodeURIComponent(ADA)}`;
    const { json } = ask('POST', `${path}/presence`, { definition: 'Meal', message: 'soup' });
    expect(json.presence).toEqual({
      definitionId: core.org.definition('Meal')?.id,
      label: 'Meal',
      systemPresence: 'Meal',
      message: 'soup',
      modifiedDate: new Date(core.org.clock.now()).toISOString(),
      future: null,
    });
    ask('POST', `${path}/presence`, { definition: 'On Queue' });
    ask('POST', `${path}/routing`, { status: 'INTERACTING' });
    ask('POST', `${path}/presence`, { definition: 'Meal' });
    const waiting = ask('GET', path).json;
    expect(waiting).toMatchObject({ routingStatus: 'INTERACTING' });
    const { presence } = waiting;
    expect([presence.label, presence.future]).toEqual(['On Queue', 'Meal']);
    expect(person(ADA).routing.status).toBe('INTERACTING');
  });

  it('is changed only in what is asked for', async () => {
    const { ask, person } = control();
    const path = `/people/${encodeURIComponent(ADA)}/presence`;
    ask('POST', path, { definition: 'Meal', message: 'soup' });
    const { json } = ask('POST', path, { message: 'tea' });
    expect(json.presence).toMatchObject({ label: 'Meal', message: 'tea' });
    expect(ask('POST', path, { definition: 'Break' }).json.presence).toMatchObject({
      label: 'Break',
      message: 'tea',
    });
    person(ADA).primarySourceId = 'teams';
    ask('POST', path, { message: 'tea' });
    expect(person(ADA).primarySourceId).toBe('teams');
    ask('POST', path, { primary: true });
    expect(person(ADA).primarySourceId).toBe('PURECLOUD');
  });

  it('may be missed in another source, where nothing is known', async () => {
    const { ask, person } = control();
    person(ADA).presences.clear();
    const { json } = ask('GET', `/people/${encodeURIComponent(ADA)}`);
    expect(json.presence).toEqual({
      definitionId: null,
      label: null,
      systemPresence: null,
      message: null,
      modifiedDate: null,
      future: null,
    });
  });
});

describe('a fault', () => {
  it('is armed, listed, and taken away alone or with all', async () => {
    const { ask } = control();
    const one = ask('POST', '/faults', { status: 500 }).json.id;
    const two = ask('POST', '/faults', { status: 503 }).json.id;
    expect(ask('GET', '/faults').json).toMatchObject([{ id: one, struck: 0 }, { id: two }]);
    ask('DELETE', `/faults/${one}`);
    ask('DELETE', '/faults/nothing');
    expect(ask('GET', '/faults').json).toMatchObject([{ id: two }]);
    ask('DELETE', '/faults');
    expect(ask('GET', '/faults').json).toEqual([]);
  });

  it('meets the person, verb and path it is meant for, after as many as it skips', () => {
    const { core, person } = control();
    const met = (verb: string, path: string, name: string | null) =>
      core.faults.take(verb, path, name === null ? null : person(name)) !== null;
    core.faults.add({ match: { person: ADA, verb: 'get', path: '/api/v2/users/me' }, status: 500, skip: 1, times: 1 });
    expect(met('GET', '/api/v2/users/me', null)).toBe(false);
    expect(met('GET', '/api/v2/users/me', 'Alan Turing')).toBe(false);
    expect(met('POST', '/api/v2/users/me', ADA)).toBe(false);
    expect(met('GET', '/api/v2/other', ADA)).toBe(false);
    expect([1, 2, 3].map(() => met('GET', '/api/v2/users/me', ADA))).toEqual([false, true, false]);
  });
});

it('the requests so far can be asked for from a number on, and forgotten', async () => {
  const { core, ask } = control();
  for (const target of ['/api/v2/one', '/api/v2/two'])
    await core.handle({ verb: 'GET', target, headers: {}, body: '' });
  const all = ask('GET', '/requests').json;
  expect(all.map(({ path }: { path: string }) => path)).toEqual(['/api/v2/one', '/api/v2/two']);
  const later = ask('GET', `/requests?since=${all[0].number}`).json;
  expect(later.map(({ path }: { path: string }) => path)).toEqual(['/api/v2/two']);
  ask('DELETE', '/requests');
  expect(ask('GET', '/requests').json).toEqual([]);
});

it('definitions are listed, added, relabelled and deactivated', async () => {
  const { core, ask } = control();
  const { id } = ask('POST', '/definitions', { parent: 'Break', label: 'Tea' }).json;
  const listed = async () => ask('GET', '/definitions').json.find((one: { id: string }) => one.id === id) as object;
  expect(await listed()).toMatchObject({ label: 'Tea', systemPresence: 'Break', builtIn: false, deactivated: false });
  ask('PATCH', `/definitions/${id}`, { labels: { en_US: 'Green tea' } });
  expect(await listed()).toMatchObject({ label: 'Green tea', deactivated: false });
  ask('PATCH', `/definitions/${id}`, { deactivated: true });
  expect(await listed()).toMatchObject({ label: 'Green tea', deactivated: true });
  expect(core.org.definitions.get(id)?.deactivated).toBe(true);
});
