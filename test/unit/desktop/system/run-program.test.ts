import { describe, expect, it } from 'vitest';
import { followProgram, restarting, type FollowProgram } from '../../../../electron/desktop/system/run-program.js';
import { fakeClock } from '../fake-clock.js';

describe.runIf(process.platform !== 'win32')('a program that is followed', () => {
  const ends = (program: string, args: readonly string[], lines: string[] = []): Promise<void> =>
    new Promise((resolve) => {
      followProgram(program, args, (line) => lines.push(line), resolve);
    });

  it('says its lines, and that it ended', async () => {
    const lines: string[] = [];
    await ends('sh', ['-c', 'echo one; echo two'], lines);
    expect(lines).toEqual(['one', 'two']);
  });

  it('that is not there has ended, too', async () => {
    await ends('/nowhere/dbus-monitor', []);
  });

  it('says nothing about its end where it was no longer wanted', async () => {
    let ended = false;
    await new Promise<void>((resolve) => {
      const stop = followProgram(
        'sh',
        ['-c', 'echo here; exec sleep 60'],
        () => {
          stop();
          // This program ends later. By then the other one's end would have been reported.
          void ends('sh', ['-c', 'true']).then(resolve);
        },
        () => (ended = true),
      );
    });
    expect(ended).toBe(false);
  });
});

describe('a program that is started again', () => {
  function example() {
    const time = fakeClock();
    const running: { line: (line: string) => void; end: () => void }[] = [];
    let starts = 0;
    let ends = 0;
    const lines: string[] = [];
    const follow: FollowProgram = (_program, _args, line, end = () => undefined) => {
      const leave = (): void => {
        const at = running.indexOf(me);
        if (at >= 0) running.splice(at, 1);
      };
      const me = {
        line,
        end: () => {
          leave();
          end();
        },
      };
      running.push(me);
      starts += 1;
      return leave;
    };
    const stop = restarting(follow, time.clock)(
      'dbus-monitor',
      [],
      (line) => lines.push(line),
      () => (ends += 1),
    );
    return {
      pass: (ms: number): void => time.pass(ms),
      waiting: () => time.waiting(),
      running,
      lines,
      stop,
      starts: () => starts,
      ends: () => ends,
    };
  }

  it('is heard as before, and each of its ends is told', () => {
    const { running, lines, pass, ends } = example();
    running[0]!.line('one');
    running[0]!.end();
    expect(ends()).toBe(1);
    pass(1_000);
    running[0]!.line('two');
    expect(lines).toEqual(['one', 'two']);
  });

  it('waits longer each time, a minute at most, and begins anew once it ran for a minute', () => {
    const { running, pass, starts } = example();
    const waits: number[] = [];
    const waitForStart = (): void => {
      const before = starts();
      let waited = 0;
      while (starts() === before) {
        pass(1_000);
        waited += 1_000;
      }
      waits.push(waited / 1_000);
    };
    for (let time = 0; time < 8; time += 1) {
      running[0]!.end();
      waitForStart();
    }
    pass(60_000);
    running[0]!.end();
    waitForStart();
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 1]);
  });

  it('stays away once it is no longer wanted, running or waiting', () => {
    const first = example();
    first.stop();
    expect(first.running).toEqual([]);
    const second = example();
    second.running[0]!.end();
    second.stop();
    expect(second.waiting()).toBe(0);
  });
});
