import { describe, expect, it } from 'vitest';
import { hasX11Tray } from '../../../../electron/desktop/tray/x11-tray.js';
import { cookie, startX11Display } from '../x11-display.js';

describe('a tray on an X11 display', () => {
  it('is there where somebody owns its selection', async () => {
    const display = await startX11Display();
    expect(await hasX11Tray(display.env)).toBe(true);
  });

  it('is not where nobody does, or nobody ever asked for it', async () => {
    const display = await startX11Display();
    display.owner = 0;
    expect(await hasX11Tray(display.env)).toBe(false);
    display.owner = 77;
    display.atoms = {};
    expect(await hasX11Tray(display.env)).toBe(false);
  });

  it('is asked for with the cookie of the display', async () => {
    const display = await startX11Display();
    display.cookie = cookie;
    expect(await hasX11Tray(display.env)).toBe(false);
    await display.handOutCookie();
    expect(await hasX11Tray(display.env)).toBe(true);
  });

  it('is not where there is no display, or nobody listens', async () => {
    expect(await hasX11Tray({})).toBe(false);
    const display = await startX11Display();
    await display.close();
    expect(await hasX11Tray(display.env)).toBe(false);
  });

  it('is asked for over a conversation that ends with the answer', async () => {
    const display = await startX11Display();
    await hasX11Tray(display.env);
    await expect.poll(() => display.visitors.size).toBe(0);
  });
});
