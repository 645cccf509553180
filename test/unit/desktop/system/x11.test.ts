import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  connectX11,
  findCookie,
  parseDisplay,
  pointerRequest,
  rootOf,
} from '../../../../electron/desktop/system/x11.js';
import { ROOT, authority, cookie, setupOf, startX11Display, type CookieEntry } from '../x11-display.js';

describe('the name of a display', () => {
  it.each([
    [':1', { connection: { path: '/tmp/.X11-unix/X1' }, number: '1', screen: '0' }],
    ['unix:12.3', { connection: { path: '/tmp/.X11-unix/X12' }, number: '12', screen: '3' }],
    ['far.example:2.1', { connection: { host: 'far.example', port: 6002 }, number: '2', screen: '1' }],
    ['', null],
    ['wayland-0', null],
  ])('%s', (name, display) => expect(parseDisplay(name)).toEqual(display));
});

const entry = (change: Partial<CookieEntry> = {}): CookieEntry => ({
  family: 256,
  address: 'desk',
  number: '1',
  name: 'MIT-MAGIC-COOKIE-1',
  data: cookie,
  ...change,
});

describe('the cookie that opens a display', () => {
  it('is the one of this host and this display', () => {
    const others = [entry({ address: 'elsewhere' }), entry({ number: '2' }), entry({ name: 'XDM-AUTHORIZATION-1' })];
    const wrong = others.map((each) => ({ ...each, data: Buffer.from('wrong') }));
    expect(findCookie(authority(...wrong, entry()), '1', 'desk')).toEqual(cookie);
    expect(findCookie(authority(...wrong), '1', 'desk')).toBeNull();
  });

  it('may be for every host and every display', () => {
    expect(findCookie(authority(entry({ family: 65535, address: '', number: '' })), '7', 'desk')).toEqual(cookie);
  });

  it('is looked for in whatever lies there, without harm', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        findCookie(Buffer.from(bytes), '1', 'desk');
      }),
    );
    const whole = authority(entry());
    for (let length = 0; length < whole.length; length += 1)
      expect(findCookie(whole.subarray(0, length), '1', 'desk')).toBeNull();
  });
});

describe('the root window', () => {
  it('is that of the screen the display is named with', () => {
    for (const vendor of ['', 'X', 'The X.Org Foundation']) {
      const setup = setupOf([11, 22, 33], vendor);
      expect([0, 1, 2].map((screen) => rootOf(setup, screen))).toEqual([11, 22, 33]);
      expect(() => rootOf(setup, 3)).toThrow('the display has no screen 3');
    }
  });
});

describe('a conversation with a display', () => {
  it('goes on over the events that the display tells everybody', async () => {
    const display = await startX11Display();
    display.pointer = { x: 40, y: 50 };
    const x11 = await connectX11(display.env);
    expect(x11).toMatchObject({ root: ROOT, screen: '0' });
    const asked = [x11.ask(pointerRequest(x11.root))];
    display.tellMapping();
    await asked[0];
    display.tellMapping();
    asked.push(x11.ask(pointerRequest(x11.root)), x11.ask(pointerRequest(x11.root)));
    expect((await Promise.all(asked)).map((reply) => reply.readInt16LE(16))).toEqual([40, 40, 40]);
    x11.close();
  });

  it('tells a refusal, and goes on', async () => {
    const display = await startX11Display();
    const x11 = await connectX11(display.env);
    await expect(x11.ask(pointerRequest(99))).rejects.toThrow('the display refused');
    expect((await x11.ask(pointerRequest(ROOT)))[0]).toBe(1);
    x11.close();
  });

  it('does not begin without the right cookie, or where nobody listens', async () => {
    const display = await startX11Display();
    display.cookie = cookie;
    await expect(connectX11(display.env)).rejects.toThrow('the display did not let us in');
    await display.handOutCookie();
    (await connectX11(display.env)).close();
    await display.close();
    await expect(connectX11(display.env)).rejects.toThrow();
    await expect(connectX11({})).rejects.toThrow('there is no X11 display');
    await expect(connectX11({ DISPLAY: ':99999' })).rejects.toThrow();
  });

  it('ends for every question when the display hangs up', async () => {
    const display = await startX11Display();
    const x11 = await connectX11(display.env);
    display.silent = true;
    const asked = [x11.ask(pointerRequest(ROOT)), x11.ask(pointerRequest(ROOT))];
    await display.close();
    for (const one of asked) await expect(one).rejects.toThrow();
    await expect(x11.ask(pointerRequest(ROOT))).rejects.toThrow();
  });
});
