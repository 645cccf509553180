import { describe, expect, it } from 'vitest';
import { HandClock, apiOf, withDemoOrg } from './with-demo-org.js';

const ADA = 'Ada Lovelace';
const BREAK = '227b37e2-f1d0-4dd0-8f50-badd7cf6d158';
const ME = '/api/v2/users/me';

describe('faults on demand in the demo org', () => {
  it('refuse with any status, in the service’s words, so often as asked', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const fault = demo.faults.add({ match: { path: ME }, status: 503, times: 2, skip: 1 });
      const statuses = [];
      for (let at = 0; at < 4; at += 1) statuses.push((await ada('GET', ME)).status);
      expect(statuses).toEqual([200, 503, 503, 200]);
      expect(fault.struck).toBe(2);
      demo.faults.add({ match: { verb: 'get', path: '/api/v2/users/*', person: ADA }, status: 409 });
      expect((await ada('GET', ME)).json).toMatchObject({ status: 409, code: 'general.conflict' });
      expect((await apiOf(demo, demo.issueToken('Grace Hopper'))('GET', ME)).status).toBe(200);
      demo.faults.clear();
      expect((await ada('GET', ME)).status).toBe(200);
    });
  });

  it('rate-limit with any Retry-After', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      demo.faults.add({ retryAfter: 42, times: 1 });
      const limited = await ada('GET', ME);
      expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '42']);
      expect(limited.json.message).toContain('[42] seconds');
      demo.faults.add({ retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT', status: 503, times: 1 });
      expect((await ada('GET', ME)).headers.get('retry-after')).toBe('Wed, 21 Oct 2026 07:28:00 GMT');
    });
  });

  it.each([[{ drop: true }], [{ reset: true }], [{ halfBody: true }]])('break the connection: %o', async (broken) => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      demo.faults.add({ ...broken, times: 1 });
      await expect(ada('GET', ME)).rejects.toThrow(/fetch failed|terminated/);
      expect((await ada('GET', ME)).status).toBe(200);
    });
  });

  it('do what was asked before the answer is lost, or do not', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const person = demo.org.person(ADA)!;
      const patch = () =>
        ada('PATCH', `/api/v2/users/${person.id}/presences/purecloud`, { presenceDefinition: { id: BREAK } });
      const now = () => person.presences.get('PURECLOUD')!.definitionId;
      demo.faults.add({ drop: true, times: 1 });
      await expect(patch()).rejects.toThrow('fetch failed');
      expect(now()).not.toBe(BREAK);
      demo.faults.add({ drop: true, applied: true, times: 1 });
      await expect(patch()).rejects.toThrow('fetch failed');
      expect(now()).toBe(BREAK);
    });
  });

  it('leave a request without an answer until its sender gives up', async () => {
    await withDemoOrg({}, async (demo) => {
      demo.faults.add({ hang: true, times: 1 });
      const arrived = demo.requestLog.next();
      const giveUp = new AbortController();
      const asked = fetch(`${demo.apiUrl}${ME}`, { signal: giveUp.signal });
      await arrived;
      giveUp.abort();
      await expect(asked).rejects.toThrow('aborted');
    });
  });

  it('wait by the clock they were given', async () => {
    const clock = new HandClock();
    await withDemoOrg({ clock }, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      demo.faults.add({ latencyMs: 5000, times: 1 });
      const arrived = demo.requestLog.next();
      let answered = false;
      const slow = ada('GET', ME).then((reply) => {
        answered = true;
        return reply;
      });
      await arrived;
      expect((await ada('GET', ME)).status).toBe(200);
      expect(answered).toBe(false);
      clock.advance(5000);
      expect((await slow).status).toBe(200);
    });
  });

  it('answer with a proxy’s page, with nonsense, or with far too much', async () => {
    await withDemoOrg({}, async (demo) => {
      demo.faults.add({ html: true, times: 1 });
      const page = await fetch(`${demo.apiUrl}${ME}`);
      expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
      demo.faults.add({ body: '[1, 2', times: 1 });
      expect(await (await fetch(`${demo.apiUrl}${ME}`)).text()).toBe('[1, 2');
      demo.faults.add({ bytes: 3_000_000, times: 1 });
      expect((await (await fetch(`${demo.apiUrl}${ME}`)).text()).length).toBe(3_000_000);
    });
  });

  it('expire tokens and set the clock wrong', async () => {
    const clock = new HandClock();
    await withDemoOrg({ clock }, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const person = demo.org.person(ADA)!;
      demo.faults.setClockOffset(-3_600_000);
      const { headers, json } = await ada('PATCH', `/api/v2/users/${person.id}/presences/purecloud`, {
        presenceDefinition: { id: BREAK },
      });
      expect(Date.parse(headers.get('date')!)).toBe(clock.now() - 3_600_000);
      expect(Date.parse(json.modifiedDate)).toBe(clock.now() - 3_600_000);
      demo.faults.expireTokens(ADA);
      expect((await ada('GET', ME)).json.code).toBe('bad.credentials');
      const other = apiOf(demo, demo.issueToken(ADA));
      demo.faults.add({ expiredToken: true, times: 1 });
      expect((await other('GET', ME)).status).toBe(401);
    });
  });

  it('change presences by other hands and other sources, and the list of definitions', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const person = demo.org.person(ADA)!;
      const own = `/api/v2/users/${person.id}/presences/purecloud`;
      demo.faults.changePresence(ADA, { definitionId: 'Coffee', message: 'moved by Margaret' });
      expect((await ada('GET', own)).json).toMatchObject({ message: 'moved by Margaret' });
      const [teams] = demo.org.sources.keys();
      demo.faults.changePresence(ADA, { definitionId: 'Meal', sourceId: teams!, primary: true });
      expect((await ada('GET', own)).json.primary).toBe(false);
      const id = demo.faults.addDefinition('Break', 'Power nap');
      demo.faults.setDeactivated('Coffee', true);
      const ids = (await ada('GET', '/api/v2/presence/definitions')).json.entities.map((one: { id: string }) => one.id);
      expect(ids).toContain(id);
      expect(ids).not.toContain(demo.org.definition('Coffee')!.id);
      expect(() => demo.faults.changePresence('Nobody', { message: 'x' })).toThrow('No person Nobody');
    });
  });
});

describe('faults over HTTP', () => {
  const post = (url: string, body: unknown) =>
    fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });

  it('are nowhere unless asked for at the start', async () => {
    await withDemoOrg({}, async (demo) => {
      for (const path of ['people', 'faults', 'requests'])
        expect((await fetch(`${demo.apiUrl}/__demo__/${path}`)).status).toBe(404);
      await withDemoOrg({ faults: true }, async (other) => {
        expect((await fetch(`${other.apiUrl}/__demo__/people`)).status).toBe(200);
      });
    });
  });

  it('show what the service has, and change it', async () => {
    await withDemoOrg({ faults: true }, async (demo) => {
      const base = `${demo.apiUrl}/__demo__`;
      const moved = await post(`${base}/people/ada.lovelace@northwind.example/presence`, {
        definition: 'On Queue',
        message: 'hi',
      });
      expect(await moved.json()).toMatchObject({
        name: ADA,
        presence: { label: 'On Queue', systemPresence: 'OnQueue', message: 'hi' },
        routingStatus: 'IDLE',
      });
      await post(`${base}/people/Ada%20Lovelace/routing`, { status: 'NOT_RESPONDING' });
      const people = await (await fetch(`${base}/people`)).json();
      expect(people.find((one: { name: string }) => one.name === ADA).routingStatus).toBe('NOT_RESPONDING');

      const { accessToken } = await (await post(`${base}/people/${encodeURIComponent(ADA)}/token`, {})).json();
      const ada = apiOf(demo, accessToken);
      await post(`${base}/faults`, { match: { path: ME }, status: 500, times: 1 });
      expect((await ada('GET', ME)).status).toBe(500);
      expect((await ada('GET', ME)).status).toBe(200);
      await fetch(`${base}/switches`, { method: 'PATCH', body: JSON.stringify({ patchHonoursOnlyOne: 'message' }) });
      expect(demo.org.switches.patchHonoursOnlyOne).toBe('message');
      const requests = await (await fetch(`${base}/requests`)).json();
      expect(requests.map((one: { path: string; status: number }) => [one.path, one.status])).toEqual([
        [ME, 500],
        [ME, 200],
      ]);
      await post(`${base}/tokens/expire`, { person: ADA });
      expect((await ada('GET', ME)).status).toBe(401);
    });
  });

  it('say what is wrong with a command, and are not for web pages', async () => {
    await withDemoOrg({ faults: true }, async (demo) => {
      const base = `${demo.apiUrl}/__demo__`;
      for (const [path, body] of [
        ['faults', { statsu: 500 }],
        ['people/nobody/presence', { message: 'x' }],
        ['people/Ada%20Lovelace/routing', { status: 'ASLEEP' }],
        ['clock', {}],
      ] as const) {
        const answer = await post(`${base}/${path}`, body);
        expect(answer.status, path).toBe(400);
        expect((await answer.json()).error).toBeTruthy();
      }
      expect((await fetch(`${base}/people`, { headers: { Origin: 'https://evil.example' } })).status).toBe(403);
      expect((await fetch(`${base}/what`)).status).toBe(404);
    });
  });
});
