import { expect, test } from 'vitest';
import { topicsOf } from '../../../electron/demo-org/topics.js';

test('a topic has 200 characters at most', () => {
  const topic = (length: number): string => `v2.system.${'x'.repeat(length - 'v2.system.'.length)}`;
  expect(topicsOf(topic(200))).toEqual([topic(200)]);
  expect(topicsOf(topic(201))).toBeNull();
});
