import { describe, expect, it } from 'vitest';
import { findTrayHost, watchTrayHost, type RunProgram, type TrayHost } from '../../../electron/desktop/tray-host.js';
import type { Clock } from '../../../electron/ports.js';

const answering =
  (answers: Record<string, string>): RunProgram =>
  (program) =>
    Promise.resolve(answers[program] ?? null);

describe('whether a Linux desktop shows tray icons', () => {
  it.each([
    ['busctl', 'b true\n', 'there'],
    ['busctl', 'b false\n', 'absent'],
    ['gdbus', '(true,)\n', 'there'],
    ['gdbus', '(false,)\n', 'absent'],
    ['dbus-send', 'method return time=1 sender=x\n   boolean true\n', 'there'],
    ['dbus-send', 'method return time=1 sender=x\n   boolean false\n', 'absent'],
  ])('is asked with %s', async (program, answer, host) => {
    expect(await findTrayHost(answering({ [program]: answer }))).toBe(host);
  });

  it('is unknown where no program can ask', async () => {
    expect(await findTrayHost(answering({}))).toBe('unknown');
  });

  it('is asked again while the panel may still be starting', async () => {
    const timers: { ms: number; run: () => void }[] = [];
    const clock: Clock = {
      now: () => 0,
      monotonic: () => 0,
      after: (ms, run) => {
        timers.push({ ms, run });
        return () => undefined;
      },
    };
    let panel = false;
    const told: TrayHost[] = [];
    const asked: Promise<string | null>[] = [];
    const run: RunProgram = () => {
      const answer = Promise.resolve(panel ? 'b true' : 'b false');
      asked.push(answer);
      return answer;
    };
    const settled = async () => {
      await Promise.all(asked);
      await new Promise(setImmediate);
    };
    watchTrayHost(run, clock, (host) => told.push(host));
    await settled();
    expect(told).toEqual([]);
    panel = true;
    expect(timers[0]?.ms).toBe(3000);
    timers[0]?.run();
    await settled();
    expect(told).toEqual(['there']);
    panel = false;
    timers.length = 0;
    watchTrayHost(run, clock, (host) => told.push(host));
    await settled();
    timers[0]?.run();
    await settled();
    timers[1]?.run();
    await settled();
    expect(told).toEqual(['there', 'absent']);
    expect(timers).toHaveLength(2);
  });
});
