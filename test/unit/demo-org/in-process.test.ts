import { describe, expect, it } from 'vitest';
import { DemoCore } from '../../../electron/demo-org/core.js';
import { inProcess } from '../../../electron/demo-org/in-process.js';
import { HandClock } from './with-demo-org.js';

const ADA = 'Ada Lovelace';

describe('a demo org inside the process', () => {
  it('answers through the app’s ports, sockets included', async () => {
    const core = new DemoCore({ clock: new HandClock() });
    const { fetch: call, openSocket } = inProcess(core);
    const headers = { Authorization: `Bearer ${core.issueToken(ADA)}`, 'Content-Type': 'application/json' };
    const api = (path: string, init: RequestInit = {}) => call(`${core.baseUrl}${path}`, { headers, ...init });
    const { id } = core.org.person(ADA)!;
    const channel = await (await api('/api/v2/notifications/channels', { method: 'POST' })).json();
    const body = JSON.stringify([{ id: `v2.users.${id}.presence` }]);
    await api(`/api/v2/notifications/channels/${channel.id}/subscriptions`, { method: 'PUT', body });
    const socket = openSocket(channel.connectUri);
    await new Promise<void>((resolve) => {
      socket.onOpen = resolve;
    });
    const heard = new Promise<string>((resolve) => {
      socket.onMessage = resolve;
    });
    await api(`/api/v2/users/${id}/presences/purecloud`, { method: 'PATCH', body: '{"message":"hello"}' });
    expect(JSON.parse(await heard).eventBody.message).toBe('hello');
    const ended = new Promise<number>((resolve) => {
      socket.onClose = resolve;
    });
    core.faults.killSockets();
    expect(await ended).toBe(1006);
  });

  it('breaks as the network does', async () => {
    const core = new DemoCore({ clock: new HandClock() });
    const { fetch: call } = inProcess(core);
    const url = `${core.baseUrl}/api/v2/users/me`;
    core.faults.add({ drop: true, times: 1 });
    await expect(call(url)).rejects.toThrow('fetch failed');
    core.faults.add({ halfBody: true, times: 1 });
    const half = await call(url);
    await expect(half.text()).rejects.toThrow('terminated');
    core.faults.add({ hang: true, times: 1 });
    const giveUp = new AbortController();
    const hanging = call(url, { signal: giveUp.signal });
    giveUp.abort();
    await expect(hanging).rejects.toThrow('aborted');
    expect((await call(url)).status).toBe(401);
  });
});
