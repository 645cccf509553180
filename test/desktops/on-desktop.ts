/** Tries the app on one desktop, as an ordinary user: `on-desktop.ts NAME`. inside.ts starts it. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { startDemoOrg } from '../../electron/demo-org/index.js';
import { projectFolder } from '../desktop/ordinary-user.js';
import { say } from '../desktop/processes.js';
import { findRuntime } from '../desktop/runtime.js';
import { startSession, type DesktopSession } from '../desktop/session.js';
import { Agent, appLine, prepare, type Belongings } from './agent.js';
import { TRIES, checkAutostartFile } from './checks.js';
import { isDesktopName, recipes } from './recipes.js';
import type { Check, Finding, Result } from './results.js';

const name = process.argv[2] ?? '';
if (!isDesktopName(name)) throw new Error(`There is no recipe for ${name}.`);
const recipe = recipes[name];
const folder = await mkdtemp(join(tmpdir(), 'presence-tray-agent-'));
const results = join(projectFolder, 'test-results', 'desktops', name);
await mkdir(results, { recursive: true });

/** What the next session finds of the first one: the app's autostart file, and the keychain with its sign-in. */
const KEPT = ['.config/autostart', '.local/share/keyrings'];

const findings: Finding[] = [];
const org = await startDemoOrg();
const notStarted = await tryAll().finally(async () => {
  await org.close();
  await rm(folder, { recursive: true, force: true });
});
const result: Result = {
  desktop: name,
  title: await recipe.title().catch(() => name),
  electron: (await findRuntime()).version,
  date: new Date().toISOString().slice(0, 10),
  notStarted,
  findings,
};
await writeFile(join(results, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);

/** @returns why the desktop did not start. Null: it did */
async function tryAll(): Promise<string | null> {
  const belongings = await prepare(folder, org);
  const home = join(folder, 'home');
  const reason = await onDesktop(belongings, null, async (agent) => {
    for (const [check, attempt] of TRIES) await finding(check, agent, () => attempt(agent));
    await agent.autostartFile();
    await agent.quit();
    for (const name of KEPT)
      await cp(join(agent.session.env['HOME'] ?? '', name), join(home, name), { recursive: true });
  });
  return reason ?? atLogin(belongings, home);
}

/** Starts the desktop, lets an agent work on it, and ends it. */
async function onDesktop(
  belongings: Belongings,
  home: string | null,
  work: (agent: Agent) => Promise<void>,
): Promise<string | null> {
  const session = await startSession({
    desktop: 'none',
    env: { ...recipe.env, ...belongings.env },
    ...(home === null ? {} : { home }),
  });
  try {
    const agent = await desktopFor(session, belongings, home).catch(async (error: unknown) => {
      await session.screen.screenshot(join(results, 'not-started.png'));
      return wordsOf(error);
    });
    if (typeof agent === 'string') {
      say(`${recipe.name} did not start: ${agent}`);
      return agent;
    }
    await work(agent);
    return null;
  } finally {
    await cp(session.logs, join(results, home === null ? 'logs' : 'logs-of-autostart'), { recursive: true });
    await session.stop();
  }
}

async function desktopFor(session: DesktopSession, belongings: Belongings, home: string | null): Promise<Agent> {
  // Nobody is on it, but some programs do not start without one.
  session.background.start(
    'system-bus',
    'dbus-daemon',
    [
      ...['--nofork', '--nopidfile', `--config-file=${session.busConfig}`],
      `--address=${session.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? ''}`,
    ],
    { env: session.env },
  );
  const line = (...args: readonly string[]): string => appLine(belongings.userData, recipe.appArgs, ...args).join(' ');
  const desktop = await recipe.start(session, {
    onKey: line('--set', 'Break'),
    atLogin: home === null ? null : line('--hidden'),
  });
  const agent = new Agent(recipe, desktop, session, org, belongings);
  await agent.park();
  if (home === null) await agent.startApp();
  return agent;
}

/** Log-in starts the app, hidden. */
async function atLogin(belongings: Belongings, home: string): Promise<string | null> {
  return onDesktop(belongings, home, async (agent) => {
    await finding('autostart', agent, async () => {
      await agent.session.tray.tooltipMatching(/^Available/);
      await agent.icon();
      const open = (await agent.openPopups()).length;
      await checkAutostartFile(await agent.autostartFile());
      await agent.take('autostart');
      if (open > 0) throw new Error('the popup opened, too');
      return recipe.autostart === 'folder'
        ? 'the next session starts the app from the file that it wrote, hidden'
        : 'this desktop starts nothing from the autostart folder; “exec … --hidden” in its configuration does, hidden';
    });
    await agent.quit();
  });
}

async function finding(check: Check, agent: Agent, attempt: () => Promise<string>): Promise<void> {
  const began = performance.now();
  let found: Finding;
  try {
    found = { check, ok: true, note: await attempt() };
  } catch (error) {
    found = { check, ok: false, note: wordsOf(error) };
    await agent.take(`wrong-${check.replace(/\W+/g, '-')}`);
    // A menu that is still open would take the next click.
    await agent.session.screen.key('Escape', 'Escape');
    await agent.park();
    await agent.session.screen.clickHere();
    await agent.closePopup().catch(() => undefined);
  }
  findings.push(found);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`${recipe.name}, ${check}: ${found.ok ? 'ok' : 'WRONG'} (${seconds} s): ${found.note}`);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
