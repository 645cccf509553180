import { expect, it } from 'vitest';
import { digest, freshSecret, isEvery, seededRandom, stableId } from '../../../electron/demo-org/ids.js';

it('an id is the same in every run and every version, so that scripts stay valid', () => {
  expect(stableId('Ada Lovelace')).toBe(stableId('Ada Lovelace'));
  expect(stableId('Ada Lovelace')).not.toBe(stableId('Alan Turing'));
  for (let turn = 0; turn < 50; turn += 1)
    expect(stableId(`person ${turn}`)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('one of every so many is always the same one, and none where none is asked for', () => {
  expect(isEvery(3, '00000009-x')).toBe(true);
  expect(isEvery(3, '0000000a-x')).toBe(false);
  expect(isEvery(16, '00000010-x')).toBe(true);
  expect(isEvery(null, '00000000-x')).toBe(false);
  const ids = Array.from({ length: 600 }, (_none, at) => stableId(`person ${at}`));
  const every = ids.filter((id) => isEvery(3, id)).length;
  expect(every).toBeGreaterThan(130);
  expect(every).toBeLessThan(270);
});

it('chance repeats for the same seed: these are mulberry32’s own numbers', () => {
  const random = seededRandom(1);
  expect([random(), random(), random()].map((each) => each.toFixed(6))).toEqual(['0.627074', '0.002736', '0.527447']);
  const again = seededRandom(1);
  expect(again()).toBe(seededRandom(1)());
  expect(again()).not.toBe(seededRandom(2)());
  for (const seed of [0, -1, 2 ** 40]) {
    const one = seededRandom(seed)();
    expect(one).toBeGreaterThanOrEqual(0);
    expect(one).toBeLessThan(1);
  }
});

it('a secret is never kept as it is, and never comes twice', () => {
  const secret = freshSecret();
  expect(digest(secret)).not.toContain(secret);
  expect(digest(secret)).toBe(digest(secret));
  expect(freshSecret()).not.toBe(secret);
});
