/** The exchange without an event loop. The app is another process, because this one blocks meanwhile. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { findEndpoints } from '../../../../electron/desktop/command-line/endpoint.js';
import { EndedError, quickTalk } from '../../../../electron/desktop/command-line/quick-client.js';
import { machine, runEcho, STATUS, type Fixture } from './channel-fixture.js';

async function running(mode: string): Promise<{ fixture: Fixture; app: ChildProcess }> {
  const fixture = machine();
  const { app } = await runEcho(mode, fixture.places);
  return { fixture, app };
}
const nothing = (): void => undefined;

const endpointOf = (fixture: Fixture) => findEndpoints(fixture.places).endpoints[0]!;
const reply = (out: string) => ({ exitCode: 0, out, err: '' });

describe('a command is answered without the event loop', () => {
  it('and an answer that takes many reads arrives whole', async () => {
    const { fixture } = await running('echo');
    const endpoint = endpointOf(fixture);
    expect(quickTalk(endpoint, STATUS, 10_000, nothing)).toEqual(reply('{"name":"status","json":true}'));
    const long = quickTalk(endpoint, { name: 'set', presence: 'long', message: null, forMs: null }, 10_000, nothing);
    expect(long).toEqual(reply('é'.repeat(1_000_000)));
  });

  it('quit waits until the app has gone', async () => {
    const { fixture, app } = await running('echo');
    const gone = once(app, 'exit');
    expect(quickTalk(endpointOf(fixture), { name: 'quit' }, 10_000, nothing)).toEqual(reply(''));
    const [code] = (await gone) as [number];
    expect(code).toBe(0);
  });

  it('a refused quit does not wait for the end of the app, which goes on', async () => {
    const { fixture } = await running('refusing');
    expect(quickTalk(endpointOf(fixture), { name: 'quit' }, 600_000, nothing)).toEqual({
      exitCode: 1,
      out: '',
      err: 'not now',
    });
  });

  it('what is said before the answer comes at once', async () => {
    const { fixture } = await running('talking');
    const said: string[] = [];
    const answer = quickTalk(endpointOf(fixture), STATUS, 10_000, (piece) => said.push(piece.err));
    expect([said, answer]).toEqual([['one\n', 'two\n'], reply('{"name":"status","json":true}')]);
  });

  it('silence after the command is an error, and the command is not sent a second time', async () => {
    const { fixture } = await running('silent');
    expect(quickTalk(endpointOf(fixture), STATUS, 100, nothing)).toEqual(new Error('it took too long'));
  });

  it('an app that dies over the command is an error', async () => {
    const { fixture } = await running('dying');
    expect(quickTalk(endpointOf(fixture), STATUS, 10_000, nothing)).toBeInstanceOf(EndedError);
  });

  it('an app that hangs up over the command and still runs is not told to have ended', async () => {
    const { fixture } = await running('hangingUp');
    expect(quickTalk(endpointOf(fixture), STATUS, 10_000, nothing)).toEqual(new Error('it hung up'));
  });

  it('nothing is sent where nobody listens, or the secret is another one: then another way is safe', async () => {
    const { fixture, app } = await running('echo');
    const endpoint = endpointOf(fixture);
    expect(quickTalk({ ...endpoint, secret: Buffer.alloc(32) }, STATUS, 10_000, nothing)).toBeNull();
    app.kill('SIGKILL');
    await once(app, 'exit');
    expect(quickTalk(endpoint, STATUS, 10_000, nothing)).toBeNull();
    expect(quickTalk({ ...endpoint, address: `${endpoint.address}-none` }, STATUS, 10_000, nothing)).toBeNull();
  });
});
