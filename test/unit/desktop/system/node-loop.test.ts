import { expect, it } from 'vitest';
import { inNodesLoop } from '../../../../electron/desktop/system/node-loop.js';

it('runs once, in a turn of its own, and what Node has put off by then comes first', async () => {
  const order: string[] = [];
  const ran = new Promise<void>((resolve) => {
    inNodesLoop(() => {
      order.push('run');
      resolve();
    });
  });
  process.nextTick(() => order.push('put off'));
  order.push('caller');
  await ran;
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual(['caller', 'put off', 'run']);
});
