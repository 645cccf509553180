/** A proxy that asks for a password: the person is asked once, one question at a time, and what is right is kept. */
import { describe, expect, it } from 'vitest';
import { fetchPastProxy } from '../../../electron/session/proxy-fetch.js';
import type { ProxyCredentials } from '../../../electron/session/proxy-credentials.js';
import { createProxySignIn, proxyVaultKey, type TryProxy } from '../../../electron/session/proxy-sign-in.js';
import { createMemoryVault } from '../../../electron/session/memory-vault.js';
import { createVaultKeeper } from '../../../electron/session/vault-keeper.js';
import { rememberingLog } from './kit.js';

const API = 'https://api.mypurecloud.de/api/v2/users/me';
const LOGIN = 'https://login.mypurecloud.de/oauth/token';
const RIGHT = { user: 'ada', password: 'open sesame' };
const WRONG = { user: 'ada', password: 'open barley' };

interface House {
  /** What opens each proxy on the way, in its order; null: it is not there any more. */
  proxies: Map<string, ProxyCredentials>;
  scheme: string;
  broken: boolean;
}

/** An app in a house with proxies. A run's session knows what a proxy took until the run ends, as Chromium does. */
function house() {
  const vault = createMemoryVault();
  const log = rememberingLog();
  const at: House = { proxies: new Map([['proxy:3128', RIGHT]]), scheme: 'basic', broken: false };
  let allowed = true;

  const run = () => {
    const sessionKnows = new Map<string, string>();
    const tried: { readonly proxy: string; readonly password: string | null }[] = [];
    const notKept: string[] = [];
    const tryProxy: TryProxy = async (_address, answer) => {
      if (at.broken) return 'broken';
      for (const [proxy, wanted] of at.proxies) {
        if (sessionKnows.get(proxy) === wanted.password) continue;
        for (;;) {
          const given = await answer({ proxy, scheme: at.scheme });
          tried.push({ proxy, password: given?.password ?? null });
          if (given === null) return 'refused';
          if (given.user !== wanted.user || given.password !== wanted.password) continue;
          sessionKnows.set(proxy, given.password);
          break;
        }
      }
      return 'through';
    };
    const proxy = createProxySignIn({
      keeper: createVaultKeeper(vault, log),
      log,
      tryProxy,
      allowed: () => allowed,
      notKept: (name) => notKept.push(name),
    });
    const sent: string[] = [];
    const fetch = fetchPastProxy((url, init) => {
      sent.push(`${init?.method ?? 'GET'} ${new URL(url).host}`);
      const shut = [...at.proxies].some(([name, wanted]) => sessionKnows.get(name) !== wanted.password);
      return shut
        ? Promise.reject(new Error('net::ERR_TUNNEL_CONNECTION_FAILED'))
        : Promise.resolve(new Response('{}', { status: 200 }));
    }, proxy);
    return { proxy, fetch, sent, tried, notKept };
  };
  return { at, vault, log, run, forbid: () => (allowed = false) };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a proxy that asks for a password', () => {
  it('is asked about once, however many requests meet it, and then everything goes on', async () => {
    const { run, vault } = house();
    const { proxy, fetch, sent, tried } = run();
    const shown: (string | null)[] = [];
    proxy.onChange(() => shown.push(proxy.question()?.step ?? null));
    const both = await Promise.allSettled([fetch(API), fetch(API), fetch(LOGIN, { method: 'POST' })]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(fetch(API)).rejects.toThrow('net::ERR_PROXY_AUTH_REQUESTED');
    expect(proxy.question()).toEqual({
      proxy: 'proxy:3128',
      scheme: 'basic',
      step: 'asking',
      problem: null,
      user: '',
    });
    expect(shown).toEqual(['asking']);

    await proxy.answer(RIGHT);
    await settled();
    expect(shown).toEqual(['asking', 'checking', null]);
    expect(vault.items.get(proxyVaultKey('proxy:3128'))).toBe(JSON.stringify(RIGHT));
    sent.length = 0;
    expect((await fetch(API)).status).toBe(200);
    expect(sent).toEqual(['GET api.mypurecloud.de']);
    // Two looks, one for each origin, gave nothing; then the person's.
    expect(tried.map(({ password }) => password)).toEqual([null, null, RIGHT.password]);
  });

  it('lets all that met it wait: none tries it again, and whichever gets through ends the question', async () => {
    const { proxy, tried } = house().run();
    expect(await proxy.met(API)).toBe('asks');
    expect(await proxy.met(LOGIN)).toBe('asks');
    const tries = tried.length;
    expect([await proxy.met(API), await proxy.met(LOGIN)]).toEqual(['asks', 'asks']);
    expect(tried).toHaveLength(tries);
    proxy.passed('https://somewhere.example/');
    expect(proxy.question()).not.toBeNull();
    proxy.passed(LOGIN);
    expect(proxy.question()).toBeNull();
  });

  it('is still asked about where a request that met another proxy gets through', async () => {
    const { at, run } = house();
    const { proxy } = run();
    await proxy.met(API);
    at.proxies = new Map([['other:3128', RIGHT]]);
    expect(await proxy.met(LOGIN)).toBe('asks');
    proxy.passed(LOGIN);
    expect(proxy.question()).toMatchObject({ proxy: 'proxy:3128' });
  });

  it('is not asked about after a restart: the keychain knows, and the request that met it goes through', async () => {
    const { run } = house();
    const first = run();
    await first.fetch(API).catch(() => undefined);
    await first.proxy.answer(RIGHT);
    await settled();
    const { proxy, fetch, sent, tried } = run();
    expect((await fetch(API, { method: 'PATCH', body: '{}' })).status).toBe(200);
    expect(sent).toEqual(['PATCH api.mypurecloud.de', 'PATCH api.mypurecloud.de']);
    expect(proxy.question()).toBeNull();
    expect(tried).toEqual([{ proxy: 'proxy:3128', password: RIGHT.password }]);
    expect(proxy.taken('proxy:3128')).toEqual({ ...RIGHT, scheme: 'basic' });
    expect(proxy.taken('proxy:8080')).toBeNull();
  });

  it('that did not take it is asked about again, with the reason and the user name', async () => {
    const { run, vault } = house();
    const { proxy, fetch } = run();
    await fetch(API).catch(() => undefined);
    await proxy.answer(WRONG);
    expect(proxy.question()).toMatchObject({ step: 'asking', problem: 'wrong', user: 'ada' });
    expect(vault.items.size).toBe(0);
    await proxy.answer(RIGHT);
    expect(proxy.question()).toBeNull();
  });

  it('whose password has changed gets the kept one once, which is then forgotten, and the person is asked', async () => {
    const { run, at, vault } = house();
    vault.items.set(proxyVaultKey('proxy:3128'), JSON.stringify(WRONG));
    const { proxy, fetch, tried } = run();
    await fetch(API).catch(() => undefined);
    await fetch(LOGIN).catch(() => undefined);
    await fetch(API).catch(() => undefined);
    await settled();
    expect(tried.filter(({ password }) => password === WRONG.password)).toHaveLength(1);
    expect(proxy.question()).toMatchObject({ step: 'asking', problem: 'wrong', user: 'ada' });
    expect(vault.items.size).toBe(0);
    await proxy.answer(RIGHT);

    // And in the middle of a run.
    at.proxies.set('proxy:3128', { user: 'ada', password: 'new' });
    await fetch(API).catch(() => undefined);
    expect(proxy.question()).toMatchObject({ problem: 'wrong' });
  });

  it('is let be after "not now", until the person wants to be asked', async () => {
    const { run } = house();
    const { proxy, fetch, tried } = run();
    await fetch(API).catch(() => undefined);
    proxy.notNow();
    expect(proxy.question()).toMatchObject({ step: 'declined' });
    const before = tried.length;
    await expect(fetch(API)).rejects.toThrow('net::ERR_PROXY_AUTH_REQUESTED');
    await expect(fetch(LOGIN)).rejects.toThrow('net::ERR_PROXY_AUTH_REQUESTED');
    expect(proxy.question()).toMatchObject({ step: 'declined' });
    // The second origin had to find out that it is the same proxy.
    expect(tried.length).toBe(before + 1);
    await proxy.answer(RIGHT);
    expect(proxy.question()).toMatchObject({ step: 'declined' });
    proxy.askAgain();
    await proxy.answer(RIGHT);
    expect((await fetch(API)).status).toBe(200);
  });

  it('stays declined where another network lies in between', async () => {
    const { run, at } = house();
    const { proxy, fetch } = run();
    await fetch(API).catch(() => undefined);
    proxy.notNow();
    at.proxies.clear();
    expect((await fetch(API)).status).toBe(200);
    expect(proxy.question()).toBeNull();
    at.proxies.set('proxy:3128', RIGHT);
    await fetch(API).catch(() => undefined);
    expect(proxy.question()).toMatchObject({ step: 'declined' });
  });

  it('does not ask any more once a request gets through: the network is another', async () => {
    const { run, at } = house();
    const { proxy, fetch } = run();
    let opened = 0;
    proxy.onOpen(() => (opened += 1));
    await fetch(API).catch(() => undefined);
    at.proxies.clear();
    await fetch(API);
    expect(proxy.question()).toBeNull();
    expect(opened).toBe(1);
  });

  it('never gets the password of another proxy, and two are asked about one after the other', async () => {
    const { run, at, vault } = house();
    const second = { user: 'bo', password: 'second' };
    at.proxies.set('inner:8080', second);
    const { proxy, fetch, tried } = run();
    await fetch(API).catch(() => undefined);
    expect(proxy.question()).toMatchObject({ proxy: 'proxy:3128' });
    await proxy.answer(RIGHT);
    // The first took it, and the second asks: not what was typed for the first.
    expect(tried.filter((each) => each.proxy === 'inner:8080').every(({ password }) => password === null)).toBe(true);
    await fetch(API).catch(() => undefined);
    expect(proxy.question()).toMatchObject({ proxy: 'inner:8080', step: 'asking' });
    await proxy.answer(second);
    await settled();
    expect((await fetch(API)).status).toBe(200);
    expect([...vault.items.keys()].sort()).toEqual([proxyVaultKey('inner:8080'), proxyVaultKey('proxy:3128')]);
  });

  it('is named where the organisation does not let anybody be asked, and gets nothing', async () => {
    const { run, vault, forbid } = house();
    vault.items.set(proxyVaultKey('proxy:3128'), JSON.stringify(RIGHT));
    forbid();
    const { proxy, fetch, tried } = run();
    await expect(fetch(API)).rejects.toThrow('net::ERR_PROXY_AUTH_FORBIDDEN');
    expect(proxy.question()).toBeNull();
    expect(tried).toEqual([{ proxy: 'proxy:3128', password: null }]);
  });

  it('says so where the keychain does not keep it; the run goes on with it', async () => {
    const { run, vault } = house();
    vault.write = () => Promise.reject(new Error('locked'));
    const { proxy, fetch, notKept } = run();
    await fetch(API).catch(() => undefined);
    await proxy.answer(RIGHT);
    await settled();
    expect(notKept).toEqual(['proxy:3128']);
    expect((await fetch(API)).status).toBe(200);
  });

  it('does without a keychain that cannot be read, and without an item that is none', async () => {
    const { run, vault } = house();
    vault.items.set(proxyVaultKey('proxy:3128'), '{"user":1}');
    const first = run();
    await first.fetch(API).catch(() => undefined);
    expect(first.proxy.question()).toMatchObject({ step: 'asking', problem: null });
    vault.read = () => Promise.reject(new Error('locked'));
    const second = run();
    await second.fetch(API).catch(() => undefined);
    expect(second.proxy.question()).toMatchObject({ step: 'asking', problem: null });
  });

  it('whose way breaks off while the password is tried is not blamed on the password', async () => {
    const { run, at, vault } = house();
    const { proxy, fetch } = run();
    await fetch(API).catch(() => undefined);
    at.broken = true;
    await proxy.answer(RIGHT);
    expect(proxy.question()).toMatchObject({ step: 'asking', problem: 'broken', user: 'ada' });
    expect(vault.items.size).toBe(0);
  });

  it('lets a sign-in wait for the answer; "not now" and a cancelled sign-in end the waiting', async () => {
    const { run, vault } = house();
    const { proxy, fetch } = run();
    await fetch(LOGIN).catch(() => undefined);
    const controller = new AbortController();
    const cancelled = proxy.opens(controller.signal);
    const answered = proxy.opens(new AbortController().signal);
    controller.abort();
    expect(await cancelled).toBe(false);
    await proxy.answer(WRONG);
    await proxy.answer(RIGHT);
    expect(await answered).toBe(true);

    await settled();
    vault.items.clear();
    const other = run();
    await other.fetch(LOGIN).catch(() => undefined);
    other.proxy.forget();
    expect(other.proxy.question()).toBeNull();
    await other.fetch(LOGIN).catch(() => undefined);
    other.proxy.notNow();
    expect(await other.proxy.opens(new AbortController().signal)).toBe(false);
  });

  it('leaves no password in the log and none in the question', async () => {
    const { run, log } = house();
    const { proxy, fetch } = run();
    const shown: string[] = [];
    proxy.onChange(() => shown.push(JSON.stringify(proxy.question())));
    await fetch(API).catch(() => undefined);
    await proxy.answer(WRONG);
    await proxy.answer(RIGHT);
    const all = [...log.lines, ...shown].join('\n');
    expect(log.lines.length).toBeGreaterThan(1);
    for (const { password } of [RIGHT, WRONG]) expect(all).not.toContain(password);
  });
});

describe('a request that fails for another reason', () => {
  it.each(['net::ERR_TUNNEL_CONNECTION_FAILED', 'net::ERR_PROXY_CONNECTION_FAILED', 'net::ERR_INTERNET_DISCONNECTED'])(
    '%s is told as it is',
    async (message) => {
      const { run, at } = house();
      at.broken = true;
      const { proxy } = run();
      const fetch = fetchPastProxy(() => Promise.reject(new Error(message)), proxy);
      await expect(fetch(API)).rejects.toThrow(message);
      expect(proxy.question()).toBeNull();
    },
  );

  it('a 407 of a server itself, whom no proxy asks for, is an answer like any other', async () => {
    const { run, at } = house();
    at.broken = true;
    const { proxy } = run();
    const fetch = fetchPastProxy(() => Promise.resolve(new Response('who?', { status: 407 })), proxy);
    expect(await (await fetch(API)).text()).toBe('who?');
  });
});
