/** Starts the app for a command: detached, hidden, and only once however many commands come at the same time. */
import { spawn } from 'node:child_process';
import { closeSync, lstatSync, openSync, rmSync } from 'node:fs';
import { withoutOurFiles } from '../system/detached-stdio.js';
import { ownAppImage } from '../system/own-app-image.js';
import { preparePlace, startMark, type EndpointPlace } from './endpoint.js';
import { errorCode } from './private-files.js';

export interface LaunchedApp {
  /**
   * Null: it ended normally, because another app runs. Otherwise a short English reason. Stays pending while the app
   * lives.
   */
  readonly ended: Promise<string | null>;
}

export interface LaunchRecipe {
  program: string;
  args: string[];
  env: Record<string, string | undefined>;
  cwd: string;
}

export interface RecipeContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly packaged: boolean;
  readonly execPath: string;
  /** The app's folder, if it is not packaged. */
  readonly appPath: string;
  readonly userDataDir: string;
  readonly home: string;
  /** Chromium's switches as typed for the command. */
  readonly handedOn: readonly string[];
}

/** An AppImage is started by its own file, because this process's mount disappears with it. */
export function launchRecipe(context: RecipeContext): LaunchRecipe {
  return {
    program: ownAppImage(context.env, context.execPath) ?? context.execPath,
    args: [
      ...(context.packaged ? [] : [context.appPath]),
      '--hidden',
      `--user-data-dir=${context.userDataDir}`,
      ...context.handedOn,
    ],
    env: { ...context.env },
    cwd: context.home,
  };
}

/** It inherits no terminal and no pipe: whoever reads this command's output must not wait for the app to end. */
export function launchApp(recipe: LaunchRecipe): LaunchedApp {
  const child = withoutOurFiles(process.platform, (stdio) =>
    spawn(recipe.program, recipe.args, { cwd: recipe.cwd, env: recipe.env, detached: true, stdio, windowsHide: true }),
  );
  const ended = new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(errorCode(error) ?? error.message));
    child.once('exit', (code, signal) =>
      resolve(code === 0 ? null : signal === null ? `exit status ${code ?? '?'}` : signal),
    );
  });
  child.unref();
  return { ended };
}

/** A start that does not listen by then has failed, and the next one may try. */
const CLAIM_HOLDS_MS = 20_000;

/**
 * True for the one command that may start the app, while the others wait for it. If no claim can be stored (no folder),
 * every command starts it, and the app's own lock lets one survive.
 */
export function claimStart(places: readonly EndpointPlace[], now: () => number = Date.now): boolean {
  for (const place of places) {
    try {
      preparePlace(place);
      return claim(startMark(place), now);
    } catch {
      // Try the next place.
    }
  }
  return true;
}

/** The app listens, or could not start. Either way the next command need not wait. */
export function releaseStart(places: readonly EndpointPlace[]): void {
  for (const place of places) {
    try {
      rmSync(startMark(place), { force: true });
    } catch {
      // It is somebody else's folder, so the mark is not ours.
    }
  }
}

function claim(file: string, now: () => number): boolean {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      closeSync(openSync(file, 'wx', 0o600));
      return true;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      const age = now() - lstatSync(file).mtimeMs;
      if (Math.abs(age) < CLAIM_HOLDS_MS) return false;
      rmSync(file, { force: true });
    }
  }
  return false;
}
