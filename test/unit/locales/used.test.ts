/** Every text of the catalogue is shown by some code, and every dynamic key is one of a listed family. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import en from '../../../assets/locales/en_US.json' with { type: 'json' };

/** Families whose members the code names by a value: `presence.${systemPresence}`. */
const FAMILIES = [
  'cli.diagnostics.test.',
  'cli.routing.',
  'cli.set.',
  'cli.state.',
  'day.by.',
  'diagnostics.policy.',
  'hotkey.needsModifier.',
  'locked.',
  'manage.import.',
  'manage.tab.',
  'notice.policy.',
  'notice.update.',
  'presence.',
  'proxy.',
  'schedule.category.',
  'schedule.lack.',
  'settings.automations.',
  'settings.keepSession.',
  'settings.lifetime.',
  'settings.lock.',
  'settings.locked.',
  'settings.notifications.system.',
  'settings.notify',
  'settings.offQueue.',
  'settings.section.',
  'settings.theme.',
  'settings.updates.',
  'signIn.hint.',
  'signIn.page.',
  'team.lists.',
  'team.result.',
  'team.routing.',
];

const files = ['assets', 'electron', 'renderer'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file))
    // Neither is seen by an agent.
    .filter((file) => !/^(demo-org|api-tool)\//.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8')),
);
const code = files.join('\n');
const quoted = new Set([...code.matchAll(/['"`]([a-zA-Z]\w*(?:\.\w+)*)['"`]/g)].map(([, word]) => word));
/** What the code writes before a value: `presence.` of `presence.${name}`. */
const begun = [...new Set([...code.matchAll(/`([a-zA-Z]\w*(?:\.\w+)*\.?)\$\{/g)].map(([, start = '']) => start))];

const keys = [...new Set(Object.keys(en).map((key) => key.replace(/_(zero|one|two|few|many|other)$/, '')))];

it('no text of the catalogue is without a use', () => {
  const used = (key: string): boolean => quoted.has(key) || FAMILIES.some((family) => key.startsWith(family));
  // `manage.${why}` of a change meanwhile. Its other members are named in full.
  expect(keys.filter((key) => !used(key) && key !== 'manage.none')).toEqual([]);
});

it('every listed family is used as one, and has members', () => {
  const idle = FAMILIES.filter(
    (family) =>
      !keys.some((key) => key.startsWith(family)) ||
      !begun.some((start) => start !== '' && (family.startsWith(start) || start.startsWith(family))),
  );
  expect(idle).toEqual([]);
});
