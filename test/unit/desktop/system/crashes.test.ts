import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  createCrashes,
  watchChildProcesses,
  watchUncaughtErrors,
} from '../../../../electron/desktop/system/crashes.js';
import { rememberingLog } from '../../settings/doubles.js';
import { fakeClock } from '../fake-clock.js';

function main() {
  const { clock } = fakeClock(5_000);
  const log = rememberingLog();
  const crashes = createCrashes(clock, log);
  const process = new EventEmitter();
  watchUncaughtErrors(process, crashes, log);
  const app = new EventEmitter();
  watchChildProcesses(app, crashes);
  return { log, crashes, process, app };
}

describe('an error that nobody caught', () => {
  it.each(['uncaughtException', 'unhandledRejection'])('is in the log with its stack, and counted (%s)', (kind) => {
    const { log, crashes, process } = main();
    const error = new TypeError('nothing there');
    process.emit(kind, error);
    const line = log.lines.find((each) => each.includes('an error that nobody caught'));
    expect(line).toContain('TypeError');
    expect(line).toContain('nothing there');
    expect(line).toContain('crashes.test.ts');
    expect(crashes.counts()).toEqual([{ what: 'main', times: 1, reason: kind, exitCode: null, at: 5_000 }]);
  });

  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  it.each([['a string'], [undefined], [null], [42n], [Symbol('s')], [circle], [Object.create(null)], [{ code: 7 }]])(
    'may be anything that can be thrown',
    (thrown) => {
      const { log, crashes, process } = main();
      process.emit('unhandledRejection', thrown);
      expect(log.lines.filter((each) => each.includes('an error that nobody caught'))).toHaveLength(1);
      expect(crashes.counts()).toHaveLength(1);
    },
  );
});

describe('a helper process of Chromium', () => {
  it('that crashed is counted by its kind and name, the last reason and exit code kept', () => {
    const { crashes, app, log } = main();
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 });
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'killed', exitCode: 9 });
    app.emit('child-process-gone', {}, { type: 'Utility', reason: 'oom', exitCode: 1, serviceName: 'network' });
    expect(crashes.counts()).toEqual([
      { what: 'GPU', times: 2, reason: 'killed', exitCode: 9, at: 5_000 },
      { what: 'Utility network', times: 1, reason: 'oom', exitCode: 1, at: 5_000 },
    ]);
    expect(log.lines).toHaveLength(3);
  });

  it('that ended in peace is none', () => {
    const { crashes, app } = main();
    app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 });
    expect(crashes.counts()).toEqual([]);
  });
});
