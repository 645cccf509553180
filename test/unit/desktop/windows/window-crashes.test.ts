import { describe, expect, it } from 'vitest';
import { createCrashes } from '../../../../electron/desktop/system/crashes.js';
import { crashReasonKey, createWindowCrashes } from '../../../../electron/desktop/windows/window-crashes.js';
import { rememberingLog } from '../../settings/doubles.js';
import { fakeClock } from '../fake-clock.js';

function windows() {
  const time = fakeClock();
  const said: string[] = [];
  const crashes = createCrashes(time.clock, rememberingLog());
  const care = createWindowCrashes<'popup' | 'settings'>({
    clock: time.clock,
    crashes,
    reopen: (window) => said.push(`reopen ${window}`),
    gaveUp: (window, reason) => said.push(`gave up ${window}: ${reason}`),
    recovered: () => said.push('recovered'),
  });
  const crash = (inSight = true, reason = 'crashed'): void => care.ended('popup', { reason, exitCode: 5, inSight });
  return { time, said, crashes, care, crash };
}

describe('a window whose renderer has ended', () => {
  it('is made anew at once where it was in sight', () => {
    const { crash, said } = windows();
    crash();
    crash();
    expect(said).toEqual(['reopen popup', 'reopen popup']);
  });

  it('waits until it is wanted where it was not', () => {
    const { crash, said, care } = windows();
    crash(false);
    expect(said).toEqual([]);
    expect(care.mayTry()).toBe(true);
  });

  it('is counted with reason and exit code', () => {
    const { crash, crashes } = windows();
    crash(false, 'oom');
    expect(crashes.counts()).toMatchObject([{ what: 'popup', times: 1, reason: 'oom', exitCode: 5 }]);
  });
});

describe('three crashes within a minute', () => {
  it('end all tries until somebody asks, which is said once with the reason', () => {
    const { crash, said, care } = windows();
    crash();
    care.ended('settings', { reason: 'crashed', exitCode: 5, inSight: true });
    crash(true, 'oom');
    expect(said).toEqual(['reopen popup', 'reopen settings', 'gave up popup: oom']);
    expect(care.mayTry()).toBe(false);
    // Somebody asked, and it crashed again.
    crash();
    crash();
    expect(said).toHaveLength(3);
  });

  it('also where nobody sees them', () => {
    const { crash, said } = windows();
    for (let times = 0; times < 3; times += 1) crash(false);
    expect(said).toEqual(['gave up popup: crashed']);
  });

  it('are forgotten once a window that somebody asked for has held for a minute', () => {
    const { crash, said, care, time } = windows();
    for (let times = 0; times < 3; times += 1) crash();
    time.pass(59_000);
    crash();
    time.pass(59_000);
    expect(care.mayTry()).toBe(false);
    time.pass(1_000);
    expect(said.at(-1)).toBe('recovered');
    expect(care.mayTry()).toBe(true);
    crash();
    expect(said.at(-1)).toBe('reopen popup');
  });

  it('are none where they come over more than a minute', () => {
    const { crash, said, time } = windows();
    for (let times = 0; times < 10; times += 1) {
      crash();
      time.pass(30_000);
    }
    expect(said.filter((what) => what.startsWith('gave up'))).toEqual([]);
    expect(said).not.toContain('recovered');
  });
});

describe('the reason', () => {
  it('is said in words people know', () => {
    expect(
      ['oom', 'memory-eviction', 'killed', 'launch-failed', 'crashed', 'abnormal-exit', 'constructor'].map(
        crashReasonKey,
      ),
    ).toEqual([
      'crash.memory',
      'crash.memory',
      'crash.killed',
      'crash.launchFailed',
      'crash.crashed',
      'crash.crashed',
      'crash.crashed',
    ]);
  });
});
