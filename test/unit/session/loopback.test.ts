import { createServer, connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { makeTexts } from '../../../assets/locales/catalogue.js';
import { openLoopback, PortInUseError, type Loopback } from '../../../electron/session/loopback.js';
import { texts, visit } from './kit.js';

const STATE = 'the-exact-state';

async function withLoopback(use: (loopback: Loopback, base: string) => Promise<void>, port = 0): Promise<void> {
  const loopback = await openLoopback(port, () => texts);
  try {
    await use(loopback, loopback.redirectUri);
  } finally {
    loopback.close();
  }
}

const hasIpv6 = Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === '::1'));

describe('the listener that the browser comes back to', () => {
  it.each(hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'])('answers on %s', async (address) => {
    await withLoopback(async (loopback, base) => {
      const answer = loopback.answer(STATE);
      const page = await visit(`${base}?code=the-code&state=${STATE}`, { address });
      expect(page.status).toBe(200);
      const came = await answer;
      expect(came.kind === 'answer' && came.params.get('code')).toBe('the-code');
    });
  });

  it('cannot be reached from elsewhere', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    await withLoopback(async (loopback, base) => {
      void loopback.answer(STATE);
      // Every address of 127.0.0.0/8 is this machine; the listener is on one of them alone.
      for (const address of ['127.0.0.2', ...(outside ? [outside.address] : [])])
        await expect(visit(`${base}?code=c&state=${STATE}`, { address })).rejects.toThrow('ECONNREFUSED');
    });
  });

  it('shows a page without code, state or script, under a policy that allows its style alone', async () => {
    await withLoopback(async (loopback, base) => {
      void loopback.answer(STATE);
      const page = await visit(
        `${base}?code=the-code&state=${STATE}&error_description=${encodeURIComponent('<b>x</b>')}`,
      );
      expect(page.body).toContain('<html lang="en" dir="ltr">');
      expect(page.body).toContain('You can close this page');
      expect(page.body).not.toMatch(/the-code|the-exact-state|<script|<b>x/);
      expect(page.headers).toMatchObject({
        connection: 'close',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; /),
      });
    });
  });

  it('speaks the person’s language, right to left where it is read so', async () => {
    const loopback = await openLoopback(0, () =>
      makeTexts('ar', { 'signIn.page.receivedTitle': 'يمكنك إغلاق هذه الصفحة' }),
    );
    void loopback.answer(STATE);
    const page = await visit(`${loopback.redirectUri}?code=c&state=${STATE}`);
    expect(page.body).toContain('<html lang="ar" dir="rtl">');
    expect(page.body).toContain('يمكنك إغلاق هذه الصفحة');
  });

  it('takes one answer, then nobody can connect any more', async () => {
    await withLoopback(async (loopback, base) => {
      const answer = loopback.answer(STATE);
      await visit(`${base}?code=c&state=${STATE}`);
      await answer;
      await expect(visit(`${base}?code=c&state=${STATE}`)).rejects.toThrow('ECONNREFUSED');
    });
  });

  it.each([
    ['the favicon', '/favicon.ico', {}],
    ['another path', '/callback?code=c&state=the-exact-state', {}],
    ['a visit without an answer', '/', {}],
    ['another method', '/?code=c&state=the-exact-state', { method: 'POST' }],
    ['a look ahead', '/?code=c&state=the-exact-state', { method: 'HEAD' }],
    ['a foreign name that was pointed here', '/?code=c&state=x', { headers: { host: 'evil.example' } }],
    ['a foreign name with the port', '/?code=c&state=x', { headers: { host: 'localhost.evil.example' } }],
    ['an image in a foreign page', '/?code=c&state=x', { headers: { 'sec-fetch-dest': 'image' } }],
  ])('is not ended by %s', async (_what, path, change) => {
    await withLoopback(async (loopback, base) => {
      const answer = loopback.answer(STATE);
      const refused = await visit(new URL(path, base).href, change);
      expect(refused).toMatchObject({ status: 404, body: '' });
      await visit(`${base}?code=right&state=${STATE}`, { headers: { 'sec-fetch-dest': 'document' } });
      const came = await answer;
      expect(came.kind === 'answer' && came.params.get('code')).toBe('right');
    });
  });

  it.each([
    ['a wrong state', '?code=c&state=THE-EXACT-STATE'],
    ['no state', '?code=c'],
    ['the state twice', `?code=c&state=${STATE}&state=${STATE}`],
  ])('says so where the answer has %s', async (_what, query) => {
    await withLoopback(async (loopback, base) => {
      const answer = loopback.answer(STATE);
      expect((await visit(base + query)).status).toBe(400);
      expect(await answer).toEqual({ kind: 'wrongState' });
    });
  });

  it('listens to nothing before it knows the state', async () => {
    await withLoopback(async (_loopback, base) => {
      expect((await visit(`${base}?code=c&state=undefined`)).status).toBe(404);
    });
  });

  it('ends open connections when it is closed', async () => {
    const loopback = await openLoopback(0, () => texts);
    const socket = connect(Number(new URL(loopback.redirectUri).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET / HT');
    loopback.close();
    await closed;
  });

  it.each(hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'])(
    'refuses a fixed port that is taken on %s',
    async (address) => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, address, resolve));
      const taken = other.address();
      const port = typeof taken === 'object' && taken ? taken.port : 0;
      await expect(openLoopback(port, () => texts)).rejects.toBeInstanceOf(PortInUseError);
      await new Promise((resolve) => other.close(resolve));
      await withLoopback(async (_loopback, base) => expect(new URL(base).port).toBe(String(port)), port);
    },
  );

  it('gives its port back at once', async () => {
    const first = await openLoopback(0, () => texts);
    const port = Number(new URL(first.redirectUri).port);
    first.close();
    const second = await openLoopback(port, () => texts);
    second.close();
  });
});
