/** How the app ends, whoever ends it. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createLeaving, type LeavingDeps } from '../../../electron/app/leaving.js';
import type { SignedIn } from '../../../electron/app/signed-in.js';
import { PRIMARY_DEFINITION_IDS } from '../../../electron/genesys/primary-definitions.js';
import type { Unsaved } from '../../../electron/ipc/contract/manage.js';
import type { DefinitionRef } from '../../../electron/presence/presence-view.js';
import { available, english, exampleState, onQueue } from '../desktop/example-state.js';
import { fakeClock } from '../desktop/fake-clock.js';

const settle = () => new Promise((done) => setImmediate(done));

/** Electron's `app`: quitting emits `before-quit`, which may refuse. */
class FakeApp extends EventEmitter {
  over = false;
  quit = (): void => {
    const refusals: unknown[] = [];
    this.emit('before-quit', { preventDefault: () => refusals.push('no') });
    if (refusals.length > 0 || this.over) return;
    this.over = true;
    this.emit('quit');
  };
}

function app(platform: LeavingDeps['platform'], definition: DefinitionRef = available) {
  const electron = new FakeApp();
  const done: string[] = [];
  const failed: unknown[] = [];
  const picks: { readonly wish: unknown; readonly answer: (outcome: unknown) => void }[] = [];
  let automation = (): void => undefined;
  let saved = (): void => undefined;
  let answer: (button: number) => void = () => undefined;
  const presence = exampleState().presence;
  const { current } = presence;
  const signedIn = {
    pick: (wish: unknown) => new Promise((answer) => picks.push({ wish, answer })),
    engine: { view: () => ({ presence: { ...presence, current: current && { ...current, definition } } }) },
    automations: {
      quitting: () => {
        done.push('automation asked');
        return new Promise<void>((resolve) => (automation = resolve));
      },
    },
  } as unknown as SignedIn;
  const windows = new EventEmitter();
  const lost: { what: Unsaved } = { what: null };
  const update = { ready: false, install: () => Promise.resolve() };
  const leaving = createLeaving({
    platform,
    clock: fakeClock().clock,
    app: electron as unknown as LeavingDeps['app'],
    account: {
      current: () => signedIn,
      close: () => void done.push('account closed'),
      flushed: () => Promise.resolve(),
    },
    session: {
      signOut: () => {
        done.push('signed out');
        return Promise.resolve();
      },
      keychainBusy: () => false,
    },
    files: { flushed: () => new Promise<void>((resolve) => (saved = resolve)) },
    log: {
      error: (message, fields) => void failed.push([message, fields?.['reason']]),
      flushed: () => {
        done.push('log written');
        return Promise.resolve();
      },
      flushNow: () => void done.push('log written now'),
    },
    texts: () => english,
    wouldLose: () => lost.what,
    ask: ({ message }) => {
      done.push(message === english('manage.discardAsk') ? 'asked about edits' : 'asked');
      return new Promise((resolve) => (answer = (response) => resolve({ response })));
    },
    notOffline: () => void done.push('not offline'),
    update: (restart) =>
      update.ready
        ? () => {
            done.push(restart ? 'updated, starts again' : 'updated');
            return update.install();
          }
        : null,
    hiddenWindow: () => windows as unknown as ReturnType<LeavingDeps['hiddenWindow']>,
    kill: () => void done.push('killed'),
  });
  return {
    leaving,
    electron,
    windows,
    lost,
    update,
    done,
    failed,
    picks,
    automationDone: () => automation(),
    saved: () => saved(),
    answer: (button: number) => answer(button),
  };
}

describe('quitting with edits in Manage presences that are not saved', () => {
  it('asks once, however often somebody quits, and stays where they want to go on editing', async () => {
    const { leaving, lost, done, answer } = app('linux');
    lost.what = 'edits';
    leaving.quit();
    leaving.quit();
    await settle();
    expect(done).toEqual(['asked about edits']);
    answer(1);
    await settle();
    expect(done).toEqual(['asked about edits']);
  });

  it('goes on to the end of the shift where they give them up, also when they sign out', async () => {
    const { leaving, lost, done, answer } = app('linux', onQueue);
    lost.what = 'edits';
    leaving.signOut(false);
    await settle();
    answer(0);
    await settle();
    expect(done).toEqual(['asked about edits', 'asked']);
    answer(1);
    await settle();
    expect(done).toEqual(['asked about edits', 'asked', 'signed out']);
  });

  it('does not ask where the system or a command ends the app', async () => {
    const { leaving, lost, done } = app('linux');
    lost.what = 'import';
    leaving.end();
    await settle();
    expect(done).toEqual(['account closed']);
  });
});

describe('quitting', () => {
  it('lets go of the last that began first, waits for what takes time and for the files, and ends once', async () => {
    const { leaving, electron, done, saved } = app('linux');
    let commandLine = (): void => undefined;
    leaving.atEnd(() => void done.push('popup'));
    leaving.atEnd(() => new Promise<void>((resolve) => (commandLine = resolve)));
    leaving.atEnd(() => void done.push('hotkeys'));
    leaving.end();
    leaving.end();
    expect(done).toEqual(['account closed', 'hotkeys', 'popup']);
    saved();
    await settle();
    expect(electron.over).toBe(false);
    commandLine();
    await settle();
    expect(electron.over).toBe(true);
  });

  it('lets go at once of what begins only then', () => {
    const { leaving, done } = app('linux');
    leaving.end();
    leaving.atEnd(() => void done.push('command line'));
    expect(done).toEqual(['account closed', 'command line']);
  });

  it('ends also where letting go of something fails', async () => {
    const { leaving, electron, done, saved } = app('linux');
    leaving.atEnd(() => void done.push('popup'));
    leaving.atEnd(() => Promise.reject(new Error('no')));
    leaving.atEnd(() => {
      throw new Error('no');
    });
    leaving.end();
    saved();
    await settle();
    expect(done).toEqual(['account closed', 'popup', 'log written', 'log written now']);
    expect(electron.over).toBe(true);
  });

  it('says in the log what could not be let go of, and why, in whatever form it is told', async () => {
    const { leaving, failed } = app('linux');
    leaving.atEnd(() => Promise.reject(new Error('no disk')));
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as some libraries do
    leaving.atEnd(() => Promise.reject('busy'));
    leaving.end();
    await settle();
    expect(failed).toEqual([
      ['something could not be let go of', 'busy'],
      ['something could not be let go of', 'no disk'],
    ]);
  });

  it('by a person who is On Queue asks them, and Cancel leaves everything as it is', async () => {
    const { leaving, electron, done, answer } = app('linux', onQueue);
    leaving.quit();
    leaving.quit();
    answer(2);
    await settle();
    expect(done).toEqual(['asked']);
    expect(electron.over).toBe(false);
  });

  it.each([
    ['done', ['asked', 'account closed']],
    ['refused', ['asked', 'not offline']],
  ])(
    'by a person who wants to go Offline first waits for that, and then goes or says that they are not (%s)',
    async (result, done) => {
      const desk = app('linux', onQueue);
      desk.leaving.quit();
      desk.answer(0);
      await settle();
      expect([desk.picks.map(({ wish }) => wish), desk.done]).toEqual([
        [{ definitionId: PRIMARY_DEFINITION_IDS.Offline, origin: 'popup' }],
        ['asked'],
      ]);
      desk.picks[0]?.answer({ result });
      await settle();
      expect(desk.done).toEqual(done);
    },
  );
});

describe('where the system asks twice', () => {
  it.each(['darwin', 'linux', 'win32'] as const)(
    'on %s the quit automation has its time: the app ends after it',
    async (platform) => {
      const { leaving, electron, done, automationDone, saved } = app(platform);
      let held = 0;
      leaving.systemEnds(() => (held += 1));
      electron.quit();
      await settle();
      expect(held).toBe(1);
      expect(done).not.toContain('account closed');
      expect(done).not.toContain('asked');
      automationDone();
      await settle();
      expect(done.filter((what) => what === 'account closed')).toHaveLength(1);
      saved();
      await settle();
      expect(electron.over).toBe(true);
    },
  );
});

describe('log-off', () => {
  it('by SIGTERM, as on Linux, asks nobody', async () => {
    const { electron, done, automationDone, saved } = app('linux', onQueue);
    electron.quit();
    await settle();
    automationDone();
    await settle();
    saved();
    await settle();
    expect(done).toEqual(['automation asked', 'account closed', 'log written', 'log written now']);
    expect(electron.over).toBe(true);
  });

  it('as Windows tells a window gives the quit automation its turn', () => {
    const { windows, done } = app('win32');
    windows.emit('session-end');
    expect(done).toEqual(['automation asked']);
  });
});

describe('an update that is ready', () => {
  const ready = (platform: LeavingDeps['platform'], definition?: DefinitionRef) => {
    const made = app(platform, definition);
    made.update.ready = true;
    return made;
  };

  it('is installed once a person has quit and everything is on the disk, and only once', async () => {
    const { leaving, electron, done, saved, automationDone } = ready('linux');
    leaving.quit();
    await settle();
    automationDone();
    await settle();
    leaving.quit();
    await settle();
    expect(done).not.toContain('updated');
    automationDone();
    saved();
    await settle();
    expect(done.filter((each) => each === 'updated')).toEqual(['updated']);
    expect(electron.over).toBe(true);
  });

  it('is waited for: the app ends once it is installed', async () => {
    const { leaving, electron, update, saved } = app('linux');
    let written = (): void => undefined;
    update.ready = true;
    update.install = () => new Promise((resolve) => (written = resolve));
    leaving.end();
    saved();
    await settle();
    expect(electron.over).toBe(false);
    written();
    await settle();
    expect(electron.over).toBe(true);
  });

  it('is installed where a person asks for the restart', async () => {
    const { leaving, done, saved, automationDone } = ready('win32');
    leaving.restart();
    await settle();
    automationDone();
    await settle();
    saved();
    await settle();
    expect(done).toContain('updated, starts again');
  });

  it('is installed where a command or the Dock ends the app', async () => {
    for (const quit of [
      ({ leaving }: ReturnType<typeof ready>) => leaving.end(),
      ({ electron }: ReturnType<typeof ready>) => electron.quit(),
    ]) {
      const made = ready('darwin');
      quit(made);
      await settle();
      made.automationDone();
      await settle();
      made.saved();
      await settle();
      expect(made.done).toContain('updated');
    }
  });

  it('is not installed where the system shuts down or the person logs off', async () => {
    const signal = ready('linux');
    signal.electron.quit();
    const told = ready('darwin');
    told.leaving.systemEnds(() => undefined);
    for (const made of [signal, told]) {
      await settle();
      made.automationDone();
      await settle();
      made.saved();
      await settle();
      expect(made.electron.over).toBe(true);
      expect(made.done).not.toContain('updated');
    }
  });

  it('is not begun where the log-off comes while the app is ending', async () => {
    const { leaving, windows, done, saved, automationDone } = ready('win32');
    leaving.quit();
    await settle();
    automationDone();
    await settle();
    windows.emit('session-end');
    saved();
    await settle();
    expect(done).not.toContain('updated');
  });
});
