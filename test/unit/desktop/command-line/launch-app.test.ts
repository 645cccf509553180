import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Command, Piece } from '../../../../electron/desktop/command-line/command.js';
import { endpointPlaces, preparePlace, startMark } from '../../../../electron/desktop/command-line/endpoint.js';
import { performCommand } from '../../../../electron/desktop/command-line/perform.js';
import {
  claimStart,
  launchApp,
  launchRecipe,
  releaseStart,
  type LaunchedApp,
  type RecipeContext,
} from '../../../../electron/desktop/command-line/launch-app.js';
import { machine, replied, SET, STATUS, temporaryFolder } from './channel-fixture.js';

const quiet = { onPiece: () => undefined, starting: { out: '', err: '' } };
/** An app that keeps running. */
const living: LaunchedApp = { ended: new Promise(() => undefined) };

describe('a command where no app runs', () => {
  it('starts one, waits for it and gets its answer', async () => {
    const { places, serve } = machine();
    let launches = 0;
    const outcome = await performCommand(SET, {
      ...quiet,
      places: () => places,
      launch: () => {
        launches += 1;
        void serve();
        return living;
      },
    });
    expect(outcome).toEqual(replied('set\n'));
    expect(launches).toBe(1);
  });

  it('ten at once start one app, and all are answered', async () => {
    const { places, serve } = machine();
    let launches = 0;
    const deps = {
      ...quiet,
      places: () => places,
      launch: () => {
        launches += 1;
        void serve();
        return living;
      },
    };
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => performCommand(SET, deps)));
    expect(outcomes).toEqual(outcomes.map(() => replied('set\n')));
    expect(launches).toBe(1);
  });

  it('an app that is taking the place of another one is asked again, with its own key', async () => {
    const { places, serve } = machine();
    await serve();
    const key = join(places[0]!.folder, `${places[0]!.name}.key`);
    const own = readFileSync(key, 'utf8');
    writeFileSync(key, own.replace(/"secret":"[^"]*"/, `"secret":"${'0'.repeat(64)}"`));
    let looked = 0;
    const outcome = await performCommand(STATUS, {
      ...quiet,
      places: () => {
        looked += 1;
        if (looked === 2) writeFileSync(key, own);
        return places;
      },
      launch: () => living,
    });
    expect([outcome, looked]).toEqual([replied('status\n'), 2]);
  });

  it('an app that cannot start is told with its reason, and the next command may try again', async () => {
    const { places } = machine();
    const deps = { ...quiet, places: () => places, launch: () => ({ ended: Promise.resolve('SIGABRT') }) };
    expect(await performCommand(SET, deps)).toEqual({ kind: 'startFailed', why: 'SIGABRT' });
    expect(claimStart(places)).toBe(true);
  });

  it('an app that ended because another one is starting is no failure', async () => {
    const { places, serve } = machine();
    const deps = {
      ...quiet,
      places: () => places,
      launch: () => {
        void serve();
        return { ended: Promise.resolve(null) };
      },
    };
    expect(await performCommand({ name: 'toggle' }, deps)).toEqual(replied('toggle\n'));
  });

  it('says that it starts one, and nothing of the kind where one runs', async () => {
    const { places, serve } = machine();
    const said: string[] = [];
    const deps = {
      places: () => places,
      launch: () => {
        void serve();
        return living;
      },
      onPiece: ({ err }: Piece) => said.push(err),
      starting: { out: '', err: 'starting\n' },
    };
    await performCommand(SET, deps);
    await performCommand(SET, deps);
    expect(said).toEqual(['starting\n']);
  });

  it('the time that the start took is taken off the command’s own limit', async () => {
    const { places, serve } = machine();
    const limits: unknown[] = [];
    const deps = {
      ...quiet,
      places: () => places,
      launch: () => {
        void serve({
          handle: async (command) => {
            limits.push(command?.name === 'set' && command.timeoutMs);
            return { exitCode: 0, out: '', err: '' };
          },
        });
        return living;
      },
    };
    await performCommand({ ...SET, timeoutMs: 60_000 }, deps);
    expect(limits[0]).toBeGreaterThan(0);
    expect(limits[0]).toBeLessThan(60_000);
    const never = { ...deps, places: () => machine().places, launch: () => living };
    expect(await performCommand({ ...SET, timeoutMs: 1 }, never)).toEqual({ kind: 'startTooSlow' });
  });

  it('an app that never listens is given up', async () => {
    const { places } = machine();
    const deps = { ...quiet, places: () => places, launch: () => living, startWithinMs: 1 };
    expect(await performCommand(SET, deps)).toEqual({ kind: 'startTooSlow' });
  });

  it.each<Command>([STATUS, { name: 'list', json: false }, { name: 'quit' }, { name: 'signOut' }])(
    '$name starts none',
    async (command) => {
      const { places } = machine();
      const launch = (): LaunchedApp => {
        throw new Error('started');
      };
      expect(await performCommand(command, { ...quiet, places: () => places, launch })).toEqual({
        kind: 'notRunning',
        refused: [],
      });
    },
  );

  it('the user-data folder may come into being while the app starts', async () => {
    const { context, places } = machine();
    const userDataDir = join(context.userDataDir, 'later');
    const later = machine({ ...context, userDataDir });
    expect(later.places).not.toEqual(places);
    let looked = 0;
    const deps = {
      ...quiet,
      places: () => {
        looked += 1;
        return endpointPlaces({ ...context, userDataDir });
      },
      launch: () => {
        void later.serve();
        return living;
      },
    };
    expect(await performCommand(SET, deps)).toEqual(replied('set\n'));
    expect(looked).toBeGreaterThan(1);
  });
});

describe('the claim to start', () => {
  it('is given to one, until it is released or 20 seconds old', () => {
    const { places } = machine();
    expect([claimStart(places), claimStart(places)]).toEqual([true, false]);
    releaseStart(places);
    expect(claimStart(places)).toBe(true);
    const old = Date.now() / 1000 - 21;
    utimesSync(startMark(places[0]!), old, old);
    expect([claimStart(places), claimStart(places)]).toEqual([true, false]);
  });

  it('a mark from the future (a clock that was set back) binds nobody', () => {
    const { places } = machine();
    preparePlace(places[0]!);
    claimStart(places);
    expect(claimStart(places, () => Date.now() - 3_600_000)).toBe(true);
  });

  it('is released once the app listens', async () => {
    const { places, serve } = machine();
    claimStart(places);
    await serve();
    expect(existsSync(startMark(places[0]!))).toBe(false);
  });

  it('where no folder can keep it, everybody may start', () => {
    expect([claimStart([]), claimStart([])]).toEqual([true, true]);
  });
});

describe('how the app is started', () => {
  const context: RecipeContext = {
    env: { APPIMAGE: '/home/ada/PresenceTray.AppImage', APPDIR: '/tmp/.mount_x' },
    packaged: true,
    execPath: '/tmp/.mount_x/presence-tray',
    appPath: '/src/app',
    userDataDir: '/data dir',
    home: '/home/ada',
    handedOn: ['--lang=de'],
  };

  it('by the AppImage’s own file, since its mount goes away with this process', () => {
    expect(launchRecipe(context)).toMatchObject({
      program: '/home/ada/PresenceTray.AppImage',
      args: ['--hidden', '--user-data-dir=/data dir', '--lang=de'],
    });
  });

  it.each([
    ['another AppImage’s, in whose terminal the command was typed', { APPDIR: '/tmp/.mount_other' }],
    ['one whose mount only begins alike', { APPDIR: '/tmp/.mount' }],
    ['one of which nobody knows the mount', {}],
    ['none', { APPDIR: '/tmp/.mount_x', APPIMAGE: '' }],
  ])('never by %s', (_whose, env) => {
    const foreign = { APPIMAGE: '/home/ada/Other.AppImage', ...env };
    expect(launchRecipe({ ...context, env: foreign }).program).toBe(context.execPath);
  });

  it('from a source tree with the app’s folder first, whatever $APPIMAGE the surrounding program left', () => {
    expect(launchRecipe({ ...context, packaged: false, execPath: '/usr/bin/electron' })).toMatchObject({
      program: '/usr/bin/electron',
      args: ['/src/app', '--hidden', '--user-data-dir=/data dir', '--lang=de'],
    });
  });

  it('detached in a session of its own, with no terminal and no pipe, in the home folder', async () => {
    const folder = temporaryFolder();
    const socket = join(folder, 's');
    const report = new Promise<string>((resolve) => {
      const server = createServer((client) => {
        client.on('data', (bytes) => resolve(bytes.toString('utf8')));
        client.on('error', () => undefined);
      });
      server.listen(socket);
      onTestFinished(() => void server.close());
    });
    const script = `
      const fs = require('node:fs');
      const links = [0, 1, 2].map((fd) => fs.readlinkSync('/proc/self/fd/' + fd));
      const session = fs.readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')[3];
      const told = JSON.stringify({ links, leads: session === String(process.pid), cwd: process.cwd(), arg: process.argv[1] });
      require('node:net').connect(${JSON.stringify(socket)}).end(told);`;
    const { ended } = launchApp({
      program: process.execPath,
      args: ['-e', script, 'two words'],
      env: { ...process.env },
      cwd: folder,
    });
    expect(JSON.parse(await report)).toEqual({
      links: ['/dev/null', '/dev/null', '/dev/null'],
      leads: true,
      cwd: folder,
      arg: 'two words',
    });
    expect(await ended).toBeNull();
  });

  it.each([
    [['-e', 'process.exit(3)'], 'exit status 3'],
    [['-e', 'process.kill(process.pid, "SIGABRT")'], 'SIGABRT'],
  ])('%j ends as %s', async (args, why) => {
    const recipe = { program: process.execPath, args, env: { ...process.env }, cwd: '/' };
    expect(await launchApp(recipe).ended).toBe(why);
  });

  it('a program that is not there is told', async () => {
    expect(await launchApp({ program: '/no/such/app', args: [], env: {}, cwd: '/' }).ended).toBe('ENOENT');
  });
});
