/** Idle on a live channel: its requests to the service, and its processor time. */
import { TICKS_PER_SECOND } from '../proc.js';
import { ticksOf } from '../processes.js';
import { Running } from '../program.js';
import type { Measurement } from '../row.js';
import { inTurn, rest, type Stand } from '../stand.js';

/** The share of one processor over the time, in percent. */
async function idleShare({ pid }: Running, ms: number): Promise<number> {
  const before = ticksOf(pid);
  const began = performance.now();
  await rest(ms);
  return ((ticksOf(pid) - before) / TICKS_PER_SECOND / ((performance.now() - began) / 1000)) * 100;
}

export async function measureIdle(stand: Stand): Promise<Measurement[]> {
  const agent = await stand.agent();
  const ms = (stand.quick ? 1 : 5) * 60_000;
  const settle = stand.quick ? 10_000 : 30_000;
  const app: number[] = [];
  const other: number[] = [];
  const requests: number[] = [];
  await inTurn(
    stand.quick ? 1 : 2,
    async () => {
      const running = await agent.start();
      await rest(settle);
      const before = agent.org.requests.length;
      app.push(await idleShare(running, ms));
      requests.push(agent.org.requests.length - before);
      await running.end();
    },
    async () => {
      const running = await Running.start(stand.session, stand.bare());
      await rest(settle);
      other.push(await idleShare(running, ms));
      await running.end();
    },
  );
  const minutes = ms / 60_000;
  return [
    {
      what: `REST requests, idle for ${minutes} min on a live channel`,
      unit: 'requests',
      bound: { of: 'p95', most: 0 },
      app: requests,
    },
    {
      what: `processor, idle for ${minutes} min on a live channel`,
      unit: '%',
      bound: { of: 'median', above: 0.1 },
      app,
      other,
    },
  ];
}
