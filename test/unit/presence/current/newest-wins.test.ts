import { describe, expect, it } from 'vitest';
import { NewestWins, Serial } from '../../../../electron/presence/current/newest-wins.js';

const setUp = () => {
  const serial = new Serial();
  const newest = new NewestWins<string>(serial);
  return {
    newest,
    event: (value: string, date: number | null = null) => newest.offer(value, date, { by: 'event' }),
    ask: () => serial.next(),
    read: (value: string, date: number | null, askedAt: number) => newest.offer(value, date, { by: 'read', askedAt }),
    change: (value: string, date: number | null, askedAt: number) =>
      newest.offer(value, date, { by: 'change', askedAt }),
  };
};

describe('the newest', () => {
  it('is the one with the newest date, in whichever order they come', () => {
    const { newest, event } = setUp();
    event('second', 2);
    expect(event('first', 1)).toBe(false);
    event('third', 3);
    expect(newest.value).toBe('third');
  });

  it('without dates, or with the same, is the later arrival on the channel', () => {
    const { newest, event } = setUp();
    event('a');
    event('b');
    expect(newest.value).toBe('b');
    event('c', 5);
    event('d', 5);
    expect(newest.value).toBe('d');
  });

  it.each([
    ['undated', null],
    ['of the same date', 5],
  ])('is never an answer %s that was asked for before an event', (_name, date) => {
    const { newest, event, ask, read, change } = setUp();
    const before = ask();
    event('event', date);
    expect(read('read', date, before)).toBe(false);
    expect(change('change', date, before)).toBe(false);
    expect(read('later', date, ask())).toBe(true);
    expect(newest.value).toBe('later');
  });

  it('that came undated is not beaten by an older answer because that one has a date', () => {
    const { newest, event, ask, read } = setUp();
    event('dated', 5);
    const before = ask();
    event('undated');
    expect(read('older', 6, before)).toBe(false);
    expect(read('much older', 4, ask())).toBe(false);
    expect(read('asked later', 6, ask())).toBe(true);
    expect(newest.value).toBe('asked later');
  });

  it('is an answer with a newer date although it was asked for before a dated event', () => {
    const { newest, event, ask, change } = setUp();
    const before = ask();
    event('event', 5);
    expect(change('change', 6, before)).toBe(true);
    expect(newest.value).toBe('change');
  });

  it('of an own change is not beaten by a read that was under way', () => {
    const { newest, ask, read, change } = setUp();
    const asked = ask();
    const later = ask();
    change('change', null, asked);
    expect(read('read', null, later)).toBe(false);
    expect(newest.value).toBe('change');
  });

  it('is taken from a service whose clock was set back, where that insists', () => {
    const { newest, event, ask, read } = setUp();
    event('event', 9);
    const asked = ask();
    expect(read('back', 3, asked)).toBe(false);
    newest.insist('back', 3, asked);
    expect(newest.value).toBe('back');
    expect(event('next', 4)).toBe(true);
  });
});
