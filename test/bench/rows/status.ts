/** `--status` from the start of its process to its end, compared with a bare second start that only meets the lock. */
import { run } from '../../desktop/processes.js';
import { Running, type Start } from '../program.js';
import type { Measurement } from '../row.js';
import { inTurn, rest, type Stand } from '../stand.js';

/** How long a program takes from start to end. */
async function whole({ program, args, env }: Start, fits: RegExp): Promise<number> {
  const began = performance.now();
  const { status, stdout, stderr } = await run(program.program, [...program.args, ...args], env ? { env } : {});
  const took = performance.now() - began;
  if (status !== 0 || !fits.test(stdout)) throw new Error(`It ended with ${status} and said: ${stdout} ${stderr}`);
  return took;
}

export async function measureStatus(stand: Stand): Promise<Measurement[]> {
  const agent = await stand.agent();
  const app: number[] = [];
  const other: number[] = [];
  const block = async (into: number[], begin: () => Promise<Running>, second: () => Promise<number>): Promise<void> => {
    const running = await begin();
    await rest(2000);
    for (let each = 0; each < (stand.quick ? 5 : 10); each++) into.push(await second());
    await running.end();
  };
  const bare: Start = { ...stand.bare('lock'), env: stand.session.env };
  await inTurn(
    stand.quick ? 1 : 3,
    () =>
      block(
        app,
        () => agent.start(),
        () => whole(agent.program('--status'), /Available|Break/),
      ),
    () =>
      block(
        other,
        () => Running.start(stand.session, bare),
        () => whole(bare, /^/),
      ),
  );
  return [
    {
      what: '--status, start of the process → its end',
      unit: 'ms',
      bound: { of: 'median', ratio: 1.15 },
      against: 'bare second start',
      app,
      other,
    },
  ];
}
