import { createServer, connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { connect as connectHttp2 } from 'node:http2';
import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishAs } from '../english.js';
import de from '../../../assets/locales/de.json' with { type: 'json' };
import {
  LINGER_MS,
  openLoopback,
  PortInUseError,
  type Loopback,
  type LoopbackDeps,
} from '../../../electron/session/loopback.js';
import type { FinalAnswer } from '../../../electron/session/sign-in-answer.js';
import type { SignInHint } from '../../../electron/session/session-state.js';
import { HandClock, texts, visit } from './kit.js';

const STATE = 'the-exact-state';

interface Open extends LoopbackDeps {
  readonly clock: HandClock;
  readonly hints: SignInHint[];
}

function deps(change: Partial<LoopbackDeps> = {}): Open {
  const hints: SignInHint[] = [];
  return {
    texts: () => texts,
    explain: (error) => texts('signIn.problem.refused', { host: error }),
    hint: (hint) => hints.push(hint),
    ...change,
    clock: new HandClock(),
    hints,
  };
}

async function withLoopback(
  use: (loopback: Loopback, base: string, open: Open) => Promise<void>,
  port = 0,
): Promise<void> {
  const open = deps();
  const loopback = await openLoopback(port, open);
  try {
    await use(loopback, loopback.redirectUri, open);
  } finally {
    loopback.close();
  }
}

/** The answers that ended the sign-in. Null: none so far. */
function follow(loopback: Loopback): () => FinalAnswer | null {
  let came: FinalAnswer | null = null;
  void loopback.answer(STATE).then((answer) => (came = answer));
  return () => came;
}

/** What one connection receives for these bytes, until it ends. */
function send(base: string, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(Number(new URL(base).port), '127.0.0.1');
    let got = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (got += part));
    socket.once('error', reject);
    socket.once('close', () => resolve(got));
    socket.write(bytes);
  });
}

const hasIpv6 = Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === '::1'));
const addresses = hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'];

describe('the listener that the browser comes back to', () => {
  it.each(addresses)('answers on %s', async (address) => {
    await withLoopback(async (loopback, base) => {
      const answer = loopback.answer(STATE);
      const page = await visit(`${base}?code=the-code&state=${STATE}`, { address });
      expect(page.status).toBe(200);
      expect(await answer).toEqual({ kind: 'code', code: 'the-code' });
    });
  });

  it('cannot be reached from elsewhere', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    await withLoopback(async (loopback, base) => {
      follow(loopback);
      // Every address of 127.0.0.0/8 is this machine, but the listener is only on one of them.
      for (const address of ['127.0.0.2', ...(outside ? [outside.address] : [])])
        await expect(visit(`${base}?code=c&state=${STATE}`, { address })).rejects.toThrow('ECONNREFUSED');
    });
  });

  it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('may be called %s', async (name) => {
    await withLoopback(async (loopback, base) => {
      const came = follow(loopback);
      const { port } = new URL(base);
      const page = await visit(`${base}?code=c&state=${STATE}`, { headers: { host: `${name}:${port}` } });
      expect(page.status).toBe(200);
      expect(came()).toEqual({ kind: 'code', code: 'c' });
    });
  });

  it('shows pages without code, state, script or the login’s words, under a policy that allows their style alone', async () => {
    await withLoopback(async (loopback, base) => {
      follow(loopback);
      const words = `&error_description=${encodeURIComponent('<b>call 555</b>')}`;
      for (const query of [
        `?code=the-code${words}`,
        `?error=access_denied${words}`,
        `?code=the-code&state=${STATE}${words}`,
      ]) {
        const page = await visit(base + query);
        expect(page.body).toContain('<html lang="en" dir="ltr">');
        expect(page.body).not.toMatch(/the-code|the-exact-state|<script|call 555/);
        expect(page.headers).toMatchObject({
          connection: 'close',
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; /),
        });
      }
    });
  });

  it('speaks the person’s language, right to left where it is read so', async () => {
    const loopback = await openLoopback(
      0,
      deps({ texts: () => englishAs('ar', { 'signIn.page.receivedTitle': 'يمكنك إغلاق هذه الصفحة' }) }),
    );
    follow(loopback);
    const page = await visit(`${loopback.redirectUri}?code=c&state=${STATE}`);
    expect(page.body).toContain('<html lang="ar" dir="rtl">');
    expect(page.body).toContain('يمكنك إغلاق هذه الصفحة');
    loopback.close();
    const german = await openLoopback(0, deps({ texts: () => englishAs('de', de) }));
    follow(german);
    expect((await visit(`${german.redirectUri}?code=c&state=x`)).body).toContain('gehört zu einer früheren Anmeldung');
    german.close();
  });

  it('shows the same page when it is loaded again, and takes the answer once', async () => {
    await withLoopback(async (loopback, base) => {
      let answers = 0;
      void loopback.answer(STATE).then(() => (answers += 1));
      const first = await visit(`${base}?code=c&state=${STATE}`);
      const again = await visit(`${base}?code=c&state=${STATE}`);
      loopback.end('over');
      const later = await visit(`${base}?code=c&state=${STATE}`);
      expect([first.status, again.status, later.status]).toEqual([200, 200, 200]);
      expect([again.body, later.body]).toEqual([first.body, first.body]);
      expect(answers).toBe(1);
    });
  });

  it('says why the login refused, also when the page is loaded again', async () => {
    await withLoopback(async (loopback, base) => {
      const answer = loopback.answer(STATE);
      const page = await visit(`${base}?error=access_denied&state=${STATE}`);
      expect(page.body).toContain('The sign-in was not finished');
      expect(page.body).toContain('access_denied refused the sign-in');
      expect(await answer).toMatchObject({ kind: 'refused', error: 'access_denied' });
      expect((await visit(`${base}?error=access_denied&state=${STATE}`)).body).toBe(page.body);
    });
  });

  it('serves a browser that brings 64 kB of other apps’ cookies', async () => {
    await withLoopback(async (loopback, base) => {
      const came = follow(loopback);
      const headers = { cookie: `a=${'x'.repeat(64 * 1024 - 2)}` };
      expect((await visit(`${base}?code=c&state=${STATE}`, { headers })).status).toBe(200);
      expect(came()).toEqual({ kind: 'code', code: 'c' });
    });
  });

  it.each([70_000, 300_000, 2_000_000])('shows a page to a browser that brings %i bytes of cookies', async (size) => {
    await withLoopback(async (loopback, base, { hints }) => {
      const came = follow(loopback);
      const got = await send(
        base,
        `GET /?code=c&state=${STATE} HTTP/1.1\r\nHost: ${new URL(base).host}\r\nCookie: ${'x'.repeat(size)}\r\n\r\n`,
      );
      expect(got).toMatch(/^HTTP\/1\.1 431 /);
      expect(got).toContain('Your browser sent too much');
      expect(hints).toEqual(['tooLarge']);
      expect(came()).toBeNull();
    });
  });
});

describe('a visit that is no answer to this sign-in does not end it', () => {
  const right = { headers: { 'sec-fetch-dest': 'document' } };
  it.each<[string, string, Parameters<typeof visit>[1], number, string, SignInHint | null]>([
    ['a page of an earlier sign-in', `?code=c&state=old`, right, 400, 'belongs to an earlier sign-in', 'earlierTab'],
    ['an earlier sign-in’s refusal', `?error=access_denied&state=old`, right, 400, 'earlier sign-in', 'earlierTab'],
    ['a code without state', `?code=c`, right, 400, 'does not say which sign-in', 'noState'],
    ['a refusal without state', `?error=access_denied`, right, 400, 'access_denied refused the sign-in', 'noState'],
    ['the state twice', `?code=c&state=${STATE}&state=${STATE}`, right, 400, 'incomplete', 'unusable'],
    ['two codes', `?code=a&code=b&state=${STATE}`, right, 400, 'incomplete', 'unusable'],
    ['the state alone', `?state=${STATE}`, right, 400, 'incomplete', 'unusable'],
    ['a visit without an answer', ``, right, 404, 'waiting for your sign-in', null],
    [
      'an answer behind a #, which browsers do not send',
      `#code=c&state=${STATE}`,
      right,
      404,
      'Paste the address',
      null,
    ],
    ['the favicon', `favicon.ico`, {}, 404, 'waiting', null],
    ['another path', `callback?code=c&state=${STATE}`, right, 404, 'waiting', null],
    ['a look ahead', `?code=c&state=${STATE}`, { method: 'HEAD' }, 200, '', null],
    ['an unknown method', `?code=c&state=${STATE}`, { method: 'DELETE' }, 405, 'unexpected way', null],
    ['an image in a foreign page', `?code=c&state=${STATE}`, { headers: { 'sec-fetch-dest': 'image' } }, 404, '', null],
    ['a script of a foreign page', `?code=c&state=${STATE}`, { headers: { 'sec-fetch-dest': 'empty' } }, 404, '', null],
    [
      'a foreign name',
      `?code=c&state=${STATE}`,
      { headers: { host: 'evil.example' } },
      403,
      'does not answer to this address',
      'otherAddress',
    ],
    [
      'a foreign name that begins alike',
      `?code=c&state=${STATE}`,
      { headers: { host: 'localhost.evil.example' } },
      403,
      'Paste the address',
      'otherAddress',
    ],
    [
      'another port',
      `?code=c&state=${STATE}`,
      { headers: { host: 'localhost:1' } },
      403,
      'Paste the address',
      'otherAddress',
    ],
  ])('%s', async (_what, path, change, status, words, hint) => {
    await withLoopback(async (loopback, base, { hints }) => {
      const came = follow(loopback);
      const page = await visit(base + path, change);
      expect(page.status).toBe(status);
      expect(page.body).toContain(words);
      expect(hints).toEqual(hint === null ? [] : [hint]);
      expect(came()).toBeNull();
      await visit(`${base}?code=right&state=${STATE}`, right);
      expect(came()).toEqual({ kind: 'code', code: 'right' });
    });
  });

  it('a request without a Host', async () => {
    await withLoopback(async (loopback, base) => {
      const came = follow(loopback);
      expect(await send(base, `GET /?code=c&state=${STATE} HTTP/1.1\r\n\r\n`)).toContain(
        'does not answer to this address',
      );
      expect(came()).toBeNull();
    });
  });

  it('a web page that asks whether it may send a request: it is not allowed to', async () => {
    await withLoopback(async (loopback, base) => {
      const came = follow(loopback);
      const headers = {
        origin: 'https://evil.example',
        'access-control-request-method': 'GET',
        'access-control-request-private-network': 'true',
      };
      const answer = await visit(`${base}?code=c&state=${STATE}`, { method: 'OPTIONS', headers });
      expect(answer.status).toBe(204);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(came()).toBeNull();
    });
  });

  it('a posted answer (form_post) is asked for again as a page; what else the form holds is let go', async () => {
    await withLoopback(async (loopback, base) => {
      const came = follow(loopback);
      const post = (path: string, body: string) =>
        send(
          base,
          `POST ${path} HTTP/1.1\r\nHost: ${new URL(base).host}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
            `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
        );
      const right = await post('/', `code=c&state=${STATE}&password=secret`);
      expect(right).toMatch(/^HTTP\/1\.1 303 /);
      expect(right).toMatch(/\r\nlocation: \/\?code=c&state=the-exact-state\r\n/i);
      expect(right).not.toContain('secret');
      // A 307 redirect keeps the method, and posts what was typed on the login page.
      const kept = await post(`/?code=c&state=${STATE}`, 'password=secret');
      expect(kept).toMatch(/\r\nlocation: \/\?code=c&state=the-exact-state\r\n/i);
      for (const wrong of ['code=c&state=old', 'code=c', 'x'.repeat(200_000)])
        expect(await post('/', wrong)).toMatch(/^HTTP\/1\.1 405 /);
      expect(came()).toBeNull();
    });
  });

  it('is listened to before the state is known, and gets nothing', async () => {
    await withLoopback(async (_loopback, base) => {
      expect((await visit(`${base}?code=c&state=undefined`)).status).toBe(404);
      expect((await visit(`${base}?code=c&state=null`)).status).toBe(404);
    });
  });
});

describe('what is no request of a browser to this computer is recognised and said at once', () => {
  it('TLS, which an HTTPS-only browser begins with', async () => {
    await withLoopback(async (loopback, base, { hints }) => {
      const came = follow(loopback);
      const failed = await new Promise<string>((resolve) => {
        connectTls({ host: '127.0.0.1', port: Number(new URL(base).port) }).once('error', (error) =>
          resolve('code' in error ? String(error.code) : error.message),
        );
      });
      expect(failed).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
      expect(hints).toEqual(['https']);
      expect(came()).toBeNull();
      await visit(`${base}?code=right&state=${STATE}`);
      expect(came()).toEqual({ kind: 'code', code: 'right' });
    });
  });

  it('HTTP/2: the other side is told that HTTP/1.1 is needed', async () => {
    await withLoopback(async (loopback, base, { hints }) => {
      const came = follow(loopback);
      const goAway = await new Promise<number>((resolve) => {
        const session = connectHttp2(`http://127.0.0.1:${new URL(base).port}`);
        session.on('error', () => undefined);
        session.once('goaway', resolve);
        session.request({ ':path': `/?code=c&state=${STATE}` }).on('error', () => undefined);
      });
      expect(goAway).toBe(0x0d);
      expect(hints).toEqual(['proxy']);
      expect(came()).toBeNull();
    });
  });

  it('a proxy’s whole address counts like a visit where it means this computer', async () => {
    await withLoopback(async (loopback, base) => {
      const came = follow(loopback);
      const got = await send(
        base,
        `GET ${base}?code=c&state=${STATE} HTTP/1.1\r\nHost: ${new URL(base).host}\r\nConnection: close\r\n\r\n`,
      );
      expect(got).toMatch(/^HTTP\/1\.1 200 /);
      expect(came()).toEqual({ kind: 'code', code: 'c' });
    });
  });

  it.each([
    ['GET http://example.com/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 403],
    ['CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n', 405],
  ])('%j: it is no proxy', async (bytes, status) => {
    await withLoopback(async (loopback, base, { hints }) => {
      const came = follow(loopback);
      const got = await send(base, bytes);
      expect(got).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(got).toContain('A proxy stands in between');
      expect(hints).toEqual(['proxy']);
      expect(came()).toBeNull();
    });
  });

  it.each(['SSH-2.0-OpenSSH\r\n', '\0\0\0\0', 'GET\r\n\r\n', 'HELO x\r\n'])('%j gets a page, too', async (bytes) => {
    await withLoopback(async (loopback, base, { hints }) => {
      const came = follow(loopback);
      expect(await send(base, bytes)).toMatch(/^HTTP\/1\.1 400 .*did not understand/s);
      expect(hints).toEqual([]);
      expect(came()).toBeNull();
    });
  });

  it('whatever arrives: nothing throws, nothing but the right answer ends the sign-in, and no page repeats it', async () => {
    await withLoopback(async (loopback, base) => {
      const came = follow(loopback);
      const { host } = new URL(base);
      const piece = fc.oneof(
        fc.constantFrom(
          'GET ',
          'POST ',
          'HEAD ',
          'OPTIONS ',
          'PUT ',
          '/',
          `/?code=secret-code&state=x`,
          ' HTTP/1.1\r\n',
        ),
        fc.constantFrom(
          `Host: ${host}\r\n`,
          'Host: evil\r\n',
          'Content-Length: 5\r\n',
          'Transfer-Encoding: chunked\r\n',
          'Expect: x\r\n',
        ),
        fc.constantFrom(
          'Connection: close\r\n',
          'Connection: Upgrade\r\nUpgrade: websocket\r\n',
          '\r\n\r\n',
          '\r\n',
          '\0',
          '%',
          '&state=',
        ),
        fc.string(),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
          // Completes the request, so that the answer comes before the time limit.
          const got = await send(base, `${pieces.join('')}\r\n\r\nGET\r\n\r\n`).catch(() => '');
          expect(got).not.toMatch(/secret-code/);
          expect(came()).toBeNull();
        }),
        { numRuns: 60 },
      );
      await visit(`${base}?code=right&state=${STATE}`);
      expect(came()).toEqual({ kind: 'code', code: 'right' });
    });
  });
});

describe('a sign-in that is over', () => {
  it.each([
    ['timedOut', 'The time for this sign-in is over'],
    ['over', 'This sign-in is over'],
  ] as const)('(%s) says so to who comes late, and takes nothing', async (how, words) => {
    await withLoopback(async (loopback, base) => {
      const came = follow(loopback);
      loopback.end(how);
      for (const query of [`?code=c&state=${STATE}`, '']) {
        const page = await visit(base + query);
        expect(page.status).toBe(410);
        expect(page.body).toContain(words);
      }
      expect((await visit(`${base}?code=c&state=old`)).body).toContain('earlier sign-in');
      expect(came()).toBeNull();
    });
  });

  it('keeps how it ended first: what comes after it is no other end', async () => {
    await withLoopback(async (loopback, base) => {
      follow(loopback);
      loopback.end('timedOut');
      loopback.end('over');
      expect((await visit(base)).body).toContain('The time for this sign-in is over');
    });
  });

  it('lets go of the port at once where no browser was ever sent there', async () => {
    await withLoopback(async (loopback, base) => {
      loopback.end('over');
      await expect(visit(base)).rejects.toThrow('ECONNREFUSED');
    });
  });

  it('lets go of the port after a while', async () => {
    await withLoopback(async (loopback, base, { clock }) => {
      follow(loopback);
      loopback.end('over');
      clock.advance(LINGER_MS - 1);
      expect((await visit(base)).status).toBe(410);
      clock.advance(1);
      await expect(visit(base)).rejects.toThrow('ECONNREFUSED');
    });
  });

  it('lets go of the port at once where the next sign-in needs it', async () => {
    const first = await openLoopback(0, deps());
    const port = Number(new URL(first.redirectUri).port);
    follow(first);
    first.end('over');
    await withLoopback(async (loopback, base) => {
      const came = follow(loopback);
      expect(base).toBe(first.redirectUri);
      expect((await visit(`${base}?code=old&state=old`)).body).toContain('earlier sign-in');
      await visit(`${base}?code=c&state=${STATE}`);
      expect(came()).toEqual({ kind: 'code', code: 'c' });
    }, port);
  });

  it('holds no more than four ports, however often one begins anew', async () => {
    const all: Loopback[] = [];
    for (let count = 0; count < 6; count++) {
      const one = await openLoopback(0, deps());
      follow(one);
      one.end('over');
      all.push(one);
    }
    const alive = await Promise.all(
      all.map(({ redirectUri }) =>
        visit(redirectUri).then(
          () => true,
          () => false,
        ),
      ),
    );
    expect(alive).toEqual([false, false, true, true, true, true]);
    for (const one of all) one.close();
  });
});

describe('the port', () => {
  it('is given back with all open connections', async () => {
    const loopback = await openLoopback(0, deps());
    const socket = connectTcp(Number(new URL(loopback.redirectUri).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET / HT');
    loopback.close();
    await closed;
  });

  it.each(addresses)('is refused where it is fixed and taken on %s', async (address) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, address, resolve));
    const taken = other.address();
    const port = typeof taken === 'object' && taken ? taken.port : 0;
    await expect(openLoopback(port, deps())).rejects.toBeInstanceOf(PortInUseError);
    await new Promise((resolve) => other.close(resolve));
    await withLoopback((_loopback, base) => {
      expect(new URL(base).port).toBe(String(port));
      return Promise.resolve();
    }, port);
  });

  it('is free at once after it was closed', async () => {
    const first = await openLoopback(0, deps());
    const port = Number(new URL(first.redirectUri).port);
    first.close();
    const second = await openLoopback(port, deps());
    second.close();
  });
});
