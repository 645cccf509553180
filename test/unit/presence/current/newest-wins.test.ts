import { describe, expect, it } from 'vitest';
import { LastWord, Serial } from '../../../../electron/presence/current/newest-wins.js';

const setUp = () => {
  const serial = new Serial();
  const word = new LastWord<string>(serial);
  return {
    word,
    event: (value: string, date: number | null = null) => word.offer(value, date, { by: 'event' }),
    ask: () => serial.next(),
    read: (value: string, date: number | null, askedAt: number) => word.offer(value, date, { by: 'read', askedAt }),
    change: (value: string, date: number | null, askedAt: number) => word.offer(value, date, { by: 'change', askedAt }),
  };
};

describe('the last word', () => {
  it('is the one with the newest date, in whichever order they come', () => {
    const { word, event } = setUp();
    event('second', 2);
    expect(event('first', 1)).toBe(false);
    event('third', 3);
    expect(word.value).toBe('third');
  });

  it('without dates, or with the same, is the later arrival on the channel', () => {
    const { word, event } = setUp();
    event('a');
    event('b');
    expect(word.value).toBe('b');
    event('c', 5);
    event('d', 5);
    expect(word.value).toBe('d');
  });

  it.each([
    ['undated', null],
    ['of the same date', 5],
  ])('is never an answer %s that was asked for before an event', (_name, date) => {
    const { word, event, ask, read, change } = setUp();
    const before = ask();
    event('event', date);
    expect(read('read', date, before)).toBe(false);
    expect(change('change', date, before)).toBe(false);
    expect(read('later', date, ask())).toBe(true);
    expect(word.value).toBe('later');
  });

  it('that came undated is not beaten by an older answer because that one has a date', () => {
    const { word, event, ask, read } = setUp();
    event('dated', 5);
    const before = ask();
    event('undated');
    expect(read('older', 6, before)).toBe(false);
    expect(read('much older', 4, ask())).toBe(false);
    expect(read('asked later', 6, ask())).toBe(true);
    expect(word.value).toBe('asked later');
  });

  it('is an answer with a newer date although it was asked for before a dated event', () => {
    const { word, event, ask, change } = setUp();
    const before = ask();
    event('event', 5);
    expect(change('change', 6, before)).toBe(true);
    expect(word.value).toBe('change');
  });

  it('of an own change is not beaten by a read that was under way', () => {
    const { word, ask, read, change } = setUp();
    const asked = ask();
    const later = ask();
    change('change', null, asked);
    expect(read('read', null, later)).toBe(false);
    expect(word.value).toBe('change');
  });

  it('is taken from a service whose clock was set back, where that insists', () => {
    const { word, event, ask, read } = setUp();
    event('event', 9);
    const asked = ask();
    expect(read('back', 3, asked)).toBe(false);
    word.insist('back', 3, asked);
    expect(word.value).toBe('back');
    expect(event('next', 4)).toBe(true);
  });
});
