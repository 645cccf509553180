import { expect, test } from 'vitest';
import { followPages } from '../../../../electron/desktop/windows/pages.js';

/** A window's contents, whose loads and crashes the test causes. */
function contents() {
  const listeners = new Map<string, () => void>();
  const sent: string[] = [];
  let destroyed = false;
  const page = followPages('settings', {
    on: (event, listener) => listeners.set(event, listener),
    isDestroyed: () => destroyed,
    send: (channel) => sent.push(channel),
  });
  return {
    page,
    sent,
    happens: (event: 'did-navigate' | 'render-process-gone' | 'destroyed') => {
      destroyed = event === 'destroyed';
      listeners.get(event)!();
    },
  };
}

test('a window has no page before its first load, and one page from load to load', () => {
  const { page, happens } = contents();
  expect(page()).toBeNull();
  happens('did-navigate');
  const first = page();
  expect(first?.window).toBe('settings');
  expect(page()).toBe(first);
  happens('did-navigate');
  expect(page()).not.toBe(first);
});

test.each(['did-navigate', 'render-process-gone', 'destroyed'] as const)(
  'at %s the page is gone: what follows for it ends, and it is sent nothing more',
  (event) => {
    const { page, sent, happens } = contents();
    happens('did-navigate');
    const old = page()!;
    let gone = 0;
    old.onGone(() => (gone += 1));
    old.send('heard', null);
    happens(event);
    old.send('lost', null);
    expect(gone).toBe(1);
    expect(sent).toEqual(['heard']);
    old.onGone(() => (gone += 1));
    expect(gone).toBe(2);
  },
);
