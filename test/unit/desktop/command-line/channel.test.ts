import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendCommand } from '../../../../electron/desktop/command-line/client.js';
import type { Command, Reply } from '../../../../electron/desktop/command-line/command.js';
import { addressAt, findEndpoints, preparePlace, publish } from '../../../../electron/desktop/command-line/endpoint.js';
import { clientTalk, serverTalk, type Request } from '../../../../electron/desktop/command-line/handshake.js';
import { machine, replied, runEcho, SET, STATUS } from './channel-fixture.js';

const root = process.getuid?.() === 0;
const NOBODY = 65534;
const nothing = (): void => undefined;

/** A promise that is settled from outside. */
function deferred<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

describe('a command reaches the running app', () => {
  it('and its answer comes back with exit status and both outputs', async () => {
    const seen: (Command | null)[] = [];
    const { serve, ask } = machine();
    await serve({
      handle: async (command) => {
        seen.push(command);
        return { exitCode: 1, out: 'Pause ☕\n', err: 'nein\n' };
      },
    });
    const set: Command = { name: 'set', presence: 'Pause', message: 'zurück um 10:40 ☕', forMs: 60_000 };
    expect(await ask(set)).toEqual({ kind: 'reply', reply: { exitCode: 1, out: 'Pause ☕\n', err: 'nein\n' } });
    expect(seen).toEqual([set]);
  });

  it('ten at once each get their own answer, and none waits for another', async () => {
    const { serve, ask } = machine();
    const allAsked = deferred<undefined>();
    let asked = 0;
    await serve({
      handle: async (command) => {
        asked += 1;
        if (asked === 10) allAsked.resolve(undefined);
        await allAsked.promise;
        return { exitCode: 0, out: command?.name === 'set' ? command.presence : '', err: '' };
      },
    });
    const names = Array.from({ length: 10 }, (_, index) => `presence ${index}`);
    const outcomes = await Promise.all(
      names.map((presence) => ask({ name: 'set', presence, message: null, forMs: null })),
    );
    expect(outcomes).toEqual(names.map(replied));
  });

  it('an answer with the definitions of a large organisation arrives whole', async () => {
    const { serve, ask } = machine();
    const out = 'é'.repeat(1_500_000);
    await serve({ handle: async () => ({ exitCode: 0, out, err: '' }) });
    expect(await ask(STATUS)).toEqual(replied(out));
  });

  it('a command that this version does not know is told as such', async () => {
    const seen: (Command | null)[] = [];
    const { serve, places } = machine();
    await serve({
      handle: async (command) => {
        seen.push(command);
        return { exitCode: 1, out: '', err: 'another version\n' };
      },
    });
    const future = { name: 'dance' } as unknown as Command;
    const [endpoint] = findEndpoints(places).endpoints;
    expect(await sendCommand(endpoint!, future, { timeoutMs: 10_000, onPiece: nothing })).toMatchObject({
      reply: { exitCode: 1, err: 'another version\n' },
    });
    expect(seen).toEqual([null]);
  });

  it('after quit the client waits until the app has let go', async () => {
    const { serve, ask } = machine();
    const order: string[] = [];
    const quitting = deferred<undefined>();
    const server = await serve({
      handle: async () => ({
        exitCode: 0,
        out: '',
        err: '',
        afterwards: () => {
          void server.close();
          order.push('quitting');
          quitting.resolve(undefined);
        },
      }),
    });
    const asked = ask({ name: 'quit' }, 200).then((outcome) => {
      order.push('answered');
      return outcome;
    });
    await quitting.promise;
    expect(order).toEqual(['quitting']);
    expect(await asked).toEqual(replied(''));
  });
});

describe('what others leave behind or break', () => {
  it('nobody listens: not running', async () => {
    expect(await machine().ask(STATUS)).toEqual({ kind: 'notRunning' });
  });

  it('a socket left by an app that died means not running, and the next start takes its place', async () => {
    const { ask, serve, places } = machine();
    await dieListening(places[0]!);
    expect(await ask(STATUS)).toEqual({ kind: 'notRunning' });
    await serve();
    expect(await ask(STATUS)).toEqual(replied('status\n'));
  });

  it('an app that is alive keeps its socket; a second one does not take it', async () => {
    const { ask, serve } = machine();
    await serve();
    const second = await serve({ handle: async () => ({ exitCode: 0, out: 'second', err: '' }) });
    expect(await ask(STATUS)).toEqual(replied('status\n'));
    void second.close();
    expect(await ask(STATUS)).toEqual(replied('status\n'));
  });

  it('closing takes socket and key away', async () => {
    const { serve, ask } = machine();
    const server = await serve();
    void server.close();
    expect([existsSync(server.address), existsSync(server.address.replace(/sock$/, 'key'))]).toEqual([false, false]);
    expect(await ask(STATUS)).toEqual({ kind: 'notRunning' });
  });

  it('a client that vanishes while its pick is on its way disturbs nobody', async () => {
    const { serve, ask, places } = machine();
    const reached = deferred<undefined>();
    const picked = deferred<undefined>();
    let finished = false;
    await serve({
      handle: async (command) => {
        if (command?.name !== 'set') return { exitCode: 0, out: 'here\n', err: '' };
        reached.resolve(undefined);
        await picked.promise;
        finished = true;
        return { exitCode: 0, out: '', err: '' };
      },
    });
    const [endpoint] = findEndpoints(places).endpoints;
    const talk = clientTalk(endpoint!.secret, { name: 'set', presence: 'Break', message: null, forMs: null }, nothing);
    const socket = connect(endpoint!.address);
    socket.write(talk.next().value as string);
    const [challenge] = (await once(socket, 'data')) as [Buffer];
    socket.write(talk.next(challenge.toString('utf8')).value as string);
    await reached.promise;
    socket.destroy();
    picked.resolve(undefined);
    expect(await ask(STATUS)).toEqual(replied('here\n'));
    expect(finished).toBe(true);
  });

  it('an answer that never comes ends after the client’s patience', async () => {
    const { serve, ask } = machine();
    await serve({ handle: () => new Promise(() => undefined) });
    expect(await ask(STATUS, 1_000)).toEqual({ kind: 'noAnswer', why: 'it took too long', sent: true });
  });

  it('an app that fails to answer, and lives on, is told as no answer', async () => {
    const failing = machine();
    await failing.serve({ handle: () => Promise.reject(new Error('broken')) });
    expect(await failing.ask(STATUS)).toEqual({ kind: 'noAnswer', why: 'it hung up', sent: true });
  });

  it('an app that is ended tells those whose command still waits, and is not asked again', async () => {
    const { serve, ask, pieces } = machine();
    let asked = 0;
    const server = await serve({
      handle: (_command, say) => {
        asked += 1;
        say({ out: '', err: 'waiting\n' });
        void server.close();
        return new Promise(() => undefined);
      },
    });
    expect(await ask(SET)).toEqual({ kind: 'reply', reply: { exitCode: 1, out: '', err: 'ending\n' } });
    expect([asked, pieces]).toEqual([1, [{ out: '', err: 'waiting\n' }]]);
  });

  it('an answer that is there when the app is ended is the one that is told', async () => {
    const { serve, ask } = machine();
    const answer = deferred<Reply>();
    const server = await serve({
      handle: () => {
        queueMicrotask(() => {
          answer.resolve({ exitCode: 1, out: '', err: 'dropped\n' });
          void server.close();
        });
        return answer.promise;
      },
    });
    expect(await ask(SET)).toMatchObject({ reply: { err: 'dropped\n' } });
  });

  it('an app that dies over a command is told as ended', async () => {
    const { places, ask } = machine();
    const { app } = await runEcho('dying', places);
    const gone = once(app, 'exit');
    expect(await ask(SET)).toEqual({ kind: 'ended' });
    await gone;
  });

  it('the end of the app waits for nobody who does not read', async () => {
    const { serve, places } = machine();
    const waits = deferred<undefined>();
    const server = await serve({
      handle: () => {
        waits.resolve(undefined);
        return new Promise(() => undefined);
      },
    });
    const [endpoint] = findEndpoints(places).endpoints;
    const talk = clientTalk(endpoint!.secret, SET, nothing);
    const socket = connect({ path: endpoint!.address, allowHalfOpen: true });
    socket.write(talk.next().value as string);
    const [challenge] = (await once(socket, 'data')) as [Buffer];
    socket.write(talk.next(challenge.toString('utf8')).value as string);
    socket.pause();
    await waits.promise;
    await server.close();
    socket.destroy();
  });

  it.each([
    ['nothing', ''],
    ['nonsense', 'GET / HTTP/1.1\r\n\r\n'],
    ['a hello of another version', '{"v":2,"nonce":"00000000000000000000000000000000"}\n'],
    ['an endless line', 'x'.repeat(70_000)],
  ])('a stranger who says %s is hung up on', async (_name, text) => {
    const { serve, ask, warnings } = machine();
    const { address } = await serve({ patienceMs: 100 });
    const stranger = connect(address);
    stranger.on('error', () => undefined);
    stranger.write(text);
    await once(stranger, 'close');
    expect(warnings).toHaveLength(1);
    expect(await ask(STATUS)).toEqual(replied('status\n'));
  });
});

describe('what is said before the answer', () => {
  it('arrives in its order, to be printed at once', async () => {
    const { serve, ask, pieces } = machine();
    await serve({
      handle: async (_command, say) => {
        say({ out: '', err: 'one\n' });
        say({ out: 'two\n', err: '' });
        return { exitCode: 0, out: 'done\n', err: '' };
      },
    });
    expect(await ask(SET)).toEqual(replied('done\n'));
    expect(pieces).toEqual([
      { out: '', err: 'one\n' },
      { out: 'two\n', err: '' },
    ]);
  });

  it('is kept from an older client, which would take it for the answer', () => {
    const secret = Buffer.alloc(32, 7);
    const client = clientTalk(secret, STATUS, nothing);
    const server = serverTalk(secret);
    server.next();
    const hello = (client.next().value as string).replace(',"pieces":true', '');
    const challenge = server.next(hello).value as string;
    const request = server.next(client.next(challenge).value as string).value as Request;
    expect(request.piece({ out: '', err: 'x' })).toBe('');
  });

  it('is believed from the app alone, and is no answer', () => {
    const secret = Buffer.alloc(32, 7);
    const talk = () => {
      const client = clientTalk(secret, STATUS, nothing);
      const server = serverTalk(secret);
      server.next();
      const challenge = server.next(client.next().value as string).value as string;
      const request = server.next(client.next(challenge).value as string).value as Request;
      return { client, request };
    };
    const { client, request } = talk();
    const piece = request.piece({ out: '', err: 'x' });
    expect(() => client.next(piece.replace('\\"x\\"', '\\"y\\"'))).toThrow('cannot prove');
    const other = talk();
    const asReply = other.request.piece({ out: '', err: 'x' }).replace(',"piece":true', '');
    expect(() => other.client.next(asReply)).toThrow('cannot prove');
  });
});

describe('a command that goes on and on', () => {
  const WATCH: Command = { name: 'watch', json: false };

  it('ends for the app when who asked hangs up', async () => {
    const { serve, places } = machine();
    const ended = deferred<string>();
    await serve({
      handle: async (_command, say, { gone }) => {
        say({ out: 'one\n', err: '' });
        await new Promise((resolve) => gone.addEventListener('abort', resolve));
        ended.resolve('ended');
        return { exitCode: 0, out: '', err: '' };
      },
    });
    const leaving = new AbortController();
    const [endpoint] = findEndpoints(places).endpoints;
    // The time limit for an answer ends when it begins.
    const options = { timeoutMs: 200, leave: leaving.signal };
    const begun = deferred<undefined>();
    const outcome = sendCommand(endpoint!, WATCH, { ...options, onPiece: () => begun.resolve(undefined) });
    await begun.promise;
    await new Promise((resolve) => setTimeout(resolve, 300));
    leaving.abort();
    expect(await outcome).toEqual({ kind: 'left' });
    expect(await ended.promise).toBe('ended');
  });

  it('is told when the app ends', async () => {
    const { serve, ask } = machine();
    const server = await serve({
      handle: (_command, say) => {
        say({ out: 'one\n', err: '' });
        return new Promise(() => undefined);
      },
      ending: (command) => ({ exitCode: 1, out: '', err: `${command?.name ?? ''} ends\n` }),
    });
    const outcome = ask(WATCH);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.close();
    expect(await outcome).toEqual({ kind: 'reply', reply: { exitCode: 1, out: '', err: 'watch ends\n' } });
  });

  it('goes on at once for who reads, and waits no longer for who has gone', async () => {
    const { serve, ask, pieces } = machine();
    const left = deferred<string>();
    await serve({
      handle: async (command, say, { taken, gone }) => {
        say({ out: 'one\n', err: '' });
        await taken();
        say({ out: 'two\n', err: '' });
        await taken();
        if (command?.name === 'watch') return { exitCode: 0, out: 'three\n', err: '' };
        await new Promise((resolve) => gone.addEventListener('abort', resolve));
        await taken();
        left.resolve('let go of');
        return { exitCode: 0, out: '', err: '' };
      },
    });
    expect(await ask(WATCH)).toEqual(replied('three\n'));
    expect(pieces.map(({ out }) => out)).toEqual(['one\n', 'two\n']);
    await ask(STATUS, 50);
    expect(await left.promise).toBe('let go of');
  });

  it('fills no memory for who does not read: nothing more is said until they have', async () => {
    const { serve, places } = machine();
    const full = deferred<undefined>();
    const taken = deferred<undefined>();
    await serve({
      handle: async (_command, say, asker) => {
        say({ out: 'x'.repeat(3_000_000), err: '' });
        const read = asker.taken().then(() => taken.resolve(undefined));
        full.resolve(undefined);
        await read;
        return { exitCode: 0, out: 'done\n', err: '' };
      },
    });
    const [endpoint] = findEndpoints(places).endpoints;
    const talk = clientTalk(endpoint!.secret, WATCH, nothing);
    const socket = connect(endpoint!.address);
    socket.write(talk.next().value as string);
    const [challenge] = (await once(socket, 'data')) as [Buffer];
    socket.pause();
    socket.write(talk.next(challenge.toString('utf8')).value as string);
    await full.promise;
    const first = await Promise.race([
      taken.promise.then(() => 'taken'),
      new Promise((resolve) => setTimeout(resolve, 100, 'full')),
    ]);
    expect(first).toBe('full');
    socket.resume();
    await taken.promise;
    socket.destroy();
  });
});

describe('both ends prove that they belong to this user', () => {
  it('an app that cannot read the secret is not believed, and never sees the command', async () => {
    const { places, ask } = machine();
    preparePlace(places[0]!);
    publish(places[0]!, addressAt(places[0]!));
    const heard: string[] = [];
    const impostor = createServer((socket) => {
      socket.on('data', (bytes) => {
        heard.push(bytes.toString('utf8'));
        socket.write(`{"nonce":"${'0'.repeat(32)}","proof":"${'0'.repeat(64)}"}\n`);
      });
    });
    impostor.listen(addressAt(places[0]!));
    await once(impostor, 'listening');
    chmodSync(addressAt(places[0]!), 0o600);
    onTestFinished(() => void impostor.close());
    expect(await ask({ name: 'set', presence: 'Geheim', message: null, forMs: null })).toEqual({
      kind: 'noAnswer',
      why: 'the other end cannot prove that it belongs to this user',
      sent: false,
    });
    expect(heard).toHaveLength(1);
    expect(heard.join()).not.toContain('Geheim');
  });

  it('a client that cannot read the secret is hung up on before its command counts', async () => {
    const seen: unknown[] = [];
    const { serve, places } = machine();
    await serve({
      handle: async (command) => {
        seen.push(command);
        return { exitCode: 0, out: '', err: '' };
      },
    });
    const [endpoint] = findEndpoints(places).endpoints;
    const guess = { address: endpoint!.address, secret: Buffer.alloc(32) };
    expect(await sendCommand(guess, STATUS, { timeoutMs: 10_000, onPiece: nothing })).toMatchObject({
      kind: 'noAnswer',
    });
    expect(seen).toEqual([]);
  });

  it('a word altered on the way, and a talk recorded earlier, are refused', () => {
    const secret = Buffer.alloc(32, 7);
    const talk = (alter: (line: string) => string) => {
      const client = clientTalk(secret, { name: 'toggle' }, nothing);
      const server = serverTalk(secret);
      server.next();
      const challenge = server.next(client.next().value as string).value as string;
      const request = client.next(challenge).value as string;
      return { request, result: () => server.next(alter(request)) };
    };
    const honest = talk((line) => line);
    expect(honest.result()).toMatchObject({ done: true, value: { command: { name: 'toggle' } } });
    expect(talk((line) => line.replace('toggle', 'quit__')).result).toThrow('cannot prove');
    expect(talk(() => honest.request).result).toThrow('cannot prove');
  });

  it.skipIf(!root)('another OS user cannot connect, nor read the secret (needs root)', async () => {
    const { serve, ask } = machine();
    const { address } = await serve();
    const attempt = `
      const { connect } = require('node:net');
      const fs = require('node:fs');
      try { fs.readFileSync(${JSON.stringify(address.replace(/sock$/, 'key'))}); console.log('read'); } catch (e) { console.log(e.code); }
      connect(${JSON.stringify(address)}).on('connect', () => { console.log('connected'); process.exit(); })
        .on('error', (e) => console.log(e.code));`;
    const tryAs = async (user: number | undefined): Promise<string> => {
      const child = spawn(process.execPath, ['-e', attempt], {
        stdio: ['ignore', 'pipe', 'inherit'],
        cwd: '/',
        ...(user === undefined ? {} : { uid: user, gid: user }),
      });
      let said = '';
      child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
      await once(child, 'close');
      return said;
    };
    expect(await tryAs(undefined)).toBe('read\nconnected\n');
    expect(await tryAs(NOBODY)).toBe('EACCES\nEACCES\n');
    expect(await ask(STATUS)).toEqual(replied('status\n'));
  });
});

/** A process listens like the app and is killed, so its socket and key remain. */
async function dieListening(place: ReturnType<typeof machine>['places'][number]): Promise<void> {
  preparePlace(place);
  const { address } = publish(place, addressAt(place));
  const script = `require('node:net').createServer().listen(${JSON.stringify(address)}, () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  chmodSync(address, 0o600);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(statSync(address).isSocket()).toBe(true);
}
