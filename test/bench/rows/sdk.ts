/** The other way to set a presence: a script with the vendor's library, compared with the app's command line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { builtInId } from '../../../electron/demo-org/definition-seeds.js';
import { pssOf, rssOf } from '../processes.js';
import { expected } from '../expected.js';
import type { Measurement } from '../row.js';
import { BUILT, inTurn, rest, translate, type Stand } from '../stand.js';

const MEGABYTE = 1024 * 1024;

export async function measureSdk(stand: Stand): Promise<Measurement[]> {
  const script = await translate('test/bench/sdk/set-presence.ts', join(BUILT, 'set-presence.cjs'));
  const agent = await stand.agent();
  const { org, person } = agent;
  const token = org.issueToken(person.id);
  const command: number[] = [];
  const library: number[] = [];
  const memory = { command: [] as number[], library: [] as number[] };

  /** From the start of a process until its PATCH arrives. The process waits for the answer then. */
  const patched = async (
    program: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    memoryOf: (pid: number) => number,
  ): Promise<{ took: number; bytes: number; end: () => Promise<void> }> => {
    const arrived = org.requestLog.next(({ verb }) => verb === 'PATCH');
    const began = performance.timeOrigin + performance.now();
    const child = spawn(program, args, { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const { time } = await expected('the PATCH', arrived);
    return {
      took: time - began,
      bytes: memoryOf(child.pid ?? 0),
      end: async () => {
        if (args.includes('stay')) child.kill();
        await ended;
      },
    };
  };

  const running = await agent.start();
  // The answer comes late, so that the memory of whoever waits for it can be read.
  const slow = org.faults.add({ match: { verb: 'PATCH' }, latencyMs: 500 });
  await rest(2000);
  await inTurn(
    stand.quick ? 3 : 15,
    async (round) => {
      const {
        program,
        args,
        env = stand.session.env,
      } = agent.program('--set', round % 2 === 0 ? 'Break' : 'Available');
      // It shares its pages with the app that runs.
      const { took, bytes, end } = await patched(program.program, [...program.args, ...args], env, pssOf);
      command.push(took);
      memory.command.push(bytes / MEGABYTE);
      await end();
      await rest(500);
    },
    async (round) => {
      const target = builtInId(round % 2 === 0 ? 'Meal' : 'Busy');
      // Resident, not proportional: the benchmark is a Node process too and would share half of it.
      const { took, bytes, end } = await patched(
        process.execPath,
        [script, org.apiUrl, token, person.id, target, 'stay'],
        stand.session.env,
        rssOf,
      );
      library.push(took);
      memory.library.push(bytes / MEGABYTE);
      await end();
    },
  );
  slow.remove();
  await running.end();
  return [
    {
      what: '--set, start of the process → PATCH arrived',
      unit: 'ms',
      bound: { of: 'median', ratio: 1 },
      against: "script with the vendor's library",
      app: command,
      other: library,
    },
    {
      what: 'memory of --set while it waits for the answer',
      unit: 'MB',
      bound: { of: 'median', ratio: 1 },
      against: "script with the vendor's library",
      app: memory.command,
      other: memory.library,
    },
  ];
}
