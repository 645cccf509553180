/** What the agent does and what others do to them is recorded, with who did it. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepHistory } from '../../../electron/app/person-history.js';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../electron/genesys/primary-definitions.js';
import type { PickOrigin } from '../../../electron/presence/picks/pick.js';
import { defaultSettings, type Settings } from '../../../electron/settings/settings.js';
import { memoryLog } from '../genesys/fakes.js';
import { appUnderTest } from '../presence/soak/app-under-test.js';

let folder: string;
beforeEach(async () => (folder = join(await mkdtemp(join(tmpdir(), 'person-history-')), 'ada')));
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

async function ada(over: Partial<Settings> = {}) {
  const app = appUnderTest();
  await app.live();
  let settings: Settings = { ...defaultSettings('linux', false), ...over };
  let changed: (settings: Settings) => void = () => undefined;
  const history = keepHistory({
    folder,
    engine: app.engine,
    settings: {
      get: () => settings,
      onChange: (run: (settings: Settings) => void) => {
        changed = run;
        return () => undefined;
      },
    },
    clock: app.world.clock,
    log: memoryLog(),
    onProblem: (reason) => expect.fail(reason),
  });
  const pick = async (definitionId: string, origin: PickOrigin): Promise<void> => {
    void app.engine.pick({ definitionId, origin });
    await app.world.advance(1_000);
  };
  /** The file's lines: label and who set it, or the kind of line. */
  const lines = async (): Promise<string[]> => {
    await history.close();
    const files = (await readdir(folder).catch(() => [])).sort();
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    return texts
      .join('')
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { presence?: { label: string }; by?: string; still?: true })
      .filter(({ still }) => still === undefined)
      .map(({ presence, by }) => (presence ? `${presence.label} ${by ?? ''}` : 'end'));
  };
  return {
    app,
    history,
    pick,
    lines,
    set(change: Partial<Settings>) {
      settings = { ...settings, ...change };
      changed(settings);
    },
  };
}

describe('the history of who is signed in', () => {
  it('tells own picks from automations, timers and what others did', async () => {
    const { app, pick, lines } = await ada();
    await pick(ID.Meal, 'popup');
    await pick(ID.Busy, 'automation');
    app.service.changeFromOutside(ID.Break, '');
    await app.world.advance(1_000);
    await pick(ID.Away, 'hotkey');
    expect(await lines()).toEqual([
      'Available unknown',
      'Meal you',
      'Busy automation',
      'Break elsewhere',
      'Away you',
      'end',
    ]);
  });

  it('holds no message, whatever was set', async () => {
    const { app, lines } = await ada();
    void app.engine.pick({
      definitionId: ID.Meal,
      message: { text: 'at the dentist', lifetime: { kind: 'presence' } },
      origin: 'popup',
    });
    await app.world.advance(1_000);
    await lines();
    for (const name of await readdir(folder))
      expect(await readFile(join(folder, name), 'utf8')).not.toContain('dentist');
  });

  it('writes nothing where the organisation or the person wants none, and begins when that changes', async () => {
    const { pick, lines, history, ...agent } = await ada({ history: false });
    expect(history.current()).toBeNull();
    await pick(ID.Meal, 'popup');
    agent.set({ history: true });
    expect(history.current()).not.toBeNull();
    await pick(ID.Busy, 'popup');
    expect(await lines()).toEqual(['Meal you', 'Busy you', 'end']);
  });

  it('keeps fewer days from the moment in which fewer are wanted', async () => {
    const { app, history, ...agent } = await ada({ historyDays: 30 });
    await app.world.advance(20 * 24 * 60 * 60_000);
    const kept = async () => (await history.current()!.days(0)).length;
    const before = await kept();
    agent.set({ historyDays: 7 });
    await app.world.advance(1_000);
    expect(before).toBeGreaterThan(15);
    expect(await kept()).toBeLessThanOrEqual(8);
    await history.close();
  });
});
