/**
 * What _Manage presences_ needs for the signed-in person. It is loaded with its window, and includes the files it reads
 * and writes.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Texts } from '../../assets/locales/catalogue.js';
import type { Manager } from '../manage/manager.js';
import type { Unsaved } from '../ipc/contract/manage.js';
import type { Clock, Log } from '../ports.js';
import { labelOf } from '../presence/definitions/definition-book.js';
import { LabelChooser } from '../presence/definitions/label-locale.js';
import { hasPermission } from '../presence/definitions/permissions.js';
import type { SystemPresence } from '../genesys/system-presence.js';
import type { Session } from '../session/session.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { ManageParts } from './handlers/manage.js';
import { openFile, saveAs } from './save-file.js';
import type { Account, SignedIn } from './signed-in.js';

export interface ManageDeps {
  readonly userData: string;
  readonly account: Pick<Account, 'current'>;
  readonly session: Pick<Session, 'client' | 'me'>;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly log: Log;
  texts(): Texts;
  /** The language of presence labels, BCP 47. */
  labelLanguages(): readonly string[];
}

/** How many backups of lists from before an import are kept. */
const MOST_KEPT = 20;

/** What the window would lose is asked about before the app ends. */
export type Manage = ManageParts['manage'] & { wouldLose(): Unsaved };

export function createManage(deps: ManageDeps): Manage {
  const { account, session, settings, clock, log } = deps;
  let held: { readonly who: SignedIn; readonly manager: Promise<Manager> } | null = null;

  let unsaved: Unsaved = null;

  const letGo = (): void => {
    void held?.manager.then((manager) => manager.stop());
    held = null;
  };

  /** Made once per set of languages, because it remembers the locales that recur in every definition. */
  let chooser: { readonly of: string; readonly it: LabelChooser } | null = null;
  const currentChooser = (): LabelChooser => {
    const languages = [...deps.labelLanguages(), session.me?.organizationLanguage ?? null];
    const of = languages.join('|');
    if (chooser?.of !== of) chooser = { of, it: new LabelChooser(languages) };
    return chooser.it;
  };
  const systemName = (name: SystemPresence): string => deps.texts()(`presence.${name}`);
  const today = (): string => new Date(clock.now()).toISOString().slice(0, 10);

  const keep = async (content: string): Promise<string | null> => {
    if (!settings.get().export) return null;
    const folder = join(deps.userData, 'definitions-before-import');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = `${new Date(clock.now()).toISOString().replaceAll(':', '-')}.json`;
    await writeFile(join(folder, name), content, { encoding: 'utf8', mode: 0o600 });
    const old = (await readdir(folder)).filter((each) => each.endsWith('.json')).sort();
    for (const each of old.slice(0, -MOST_KEPT)) await rm(join(folder, each), { force: true });
    return join(folder, name);
  };

  const load = async (who: SignedIn): Promise<Manager> => {
    const { createManager } = await import('../manage/manager.js');
    return createManager({
      client: () => session.client(),
      has: (permission) => hasPermission(session.me?.permissions ?? [], permission),
      clock,
      log,
      label: (languageLabels, systemPresence) =>
        currentChooser().choose(languageLabels) ?? (systemPresence === null ? '' : systemName(systemPresence)),
      definitionsChanged: () => who.engine.definitionsChanged(),
      keep,
    });
  };

  return {
    manager() {
      const who = account.current();
      if (who === null) {
        letGo();
        return null;
      }
      if (held?.who !== who) {
        letGo();
        held = { who, manager: load(who) };
      }
      return held.manager;
    },
    letGo,
    unsaved: (what) => (unsaved = what),
    wouldLose: () => unsaved,
    label: (definition) => labelOf(definition, currentChooser(), systemName),
    compare: (a, b) => a.localeCompare(b, deps.texts().language, { numeric: true }),
    divisionName: () => deps.texts()('presence.otherDivision'),
    mayExport: () => settings.get().export,
    onExportChange: (run) => settings.onChange(run),
    save: (name, content) =>
      saveAs(
        {
          name: `${name}.csv`,
          filters: [
            { name: 'CSV', extensions: ['csv'] },
            { name: 'JSON', extensions: ['json'] },
          ],
        },
        (path) => content(path.toLowerCase().endsWith('.json') ? 'json' : 'csv'),
        deps.texts(),
      ),
    open: () => openFile([{ name: 'CSV, JSON', extensions: ['csv', 'json', 'txt'] }], deps.texts()),
    today,
  };
}
