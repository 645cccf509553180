/** Finds settings by what is written at them. Pure functions only. */
import { fold, typedWords } from '../../assets/locales/folding.js';
import type { TextKey, Texts } from '../../assets/locales/catalogue.js';
import type { SettingsSection } from './place.svelte.js';

interface Entry {
  readonly section: SettingsSection;
  /** Its row in the section (Setting.svelte). Null: the section as a whole, or a part of it. */
  readonly id: string | null;
  readonly label: TextKey;
  /** What else is written at it. */
  readonly more?: readonly TextKey[];
}

export interface Found {
  readonly section: SettingsSection;
  readonly id: string | null;
  readonly label: string;
  /** The section's name. Null: it is the section itself. */
  readonly where: string | null;
}

const of = (section: SettingsSection, ...entries: readonly (readonly [string | null, TextKey, ...TextKey[]])[]) =>
  entries.map(([id, label, ...more]): Entry => ({ section, id, label, more }));

/** In the order of the sections. A test compares it with the sections' own rows. */
export const ENTRIES: readonly Entry[] = [
  ...of(
    'general',
    [null, 'settings.section.general', 'settings.general.intro'],
    ['start-at-login', 'settings.startAtLogin', 'settings.startAtLogin.hint'],
    ['language', 'settings.language'],
    ['theme', 'settings.theme', 'settings.theme.light', 'settings.theme.dark'],
    ['off-queue', 'settings.offQueue'],
    ['zoom', 'settings.zoom'],
    ['free-popup', 'settings.freePopup', 'settings.freePopup.hint'],
    ['history', 'settings.history', 'settings.history.hint'],
    ['history-days', 'settings.historyDays'],
    ['updates', 'settings.updates', 'settings.updates.hint'],
  ),
  ...of(
    'account',
    [null, 'settings.section.account', 'settings.account.intro', 'account.signOut'],
    ['keep-session', 'settings.keepSession'],
    ['environment', 'settings.environment', 'settings.environment.hint'],
    [null, 'settings.forget', 'settings.forget.hint'],
  ),
  ...of(
    'hotkeys',
    [null, 'settings.section.hotkeys', 'settings.hotkeys.hint'],
    [null, 'settings.hotkeys.openPopup'],
    [null, 'settings.hotkeys.previousPresence'],
  ),
  ...of(
    'notifications',
    [null, 'settings.section.notifications', 'settings.notifications.intro'],
    ['notifyChanges', 'settings.notifyChanges', 'settings.notifyChanges.hint'],
    ['notifyNotResponding', 'settings.notifyNotResponding', 'settings.notifyNotResponding.hint'],
    ['notifyGoOnQueue', 'settings.notifyGoOnQueue', 'settings.notifyGoOnQueue.hint'],
    ['notifyFailures', 'settings.notifyFailures', 'settings.notifyFailures.hint'],
    ['notifySession', 'settings.notifySession', 'settings.notifySession.hint'],
    ['notifyLimits', 'settings.notifyLimits', 'settings.notifyLimits.hint'],
    ['notifyTimers', 'settings.notifyTimers', 'settings.notifyTimers.hint'],
    ['notifyPlanned', 'settings.notifyPlanned', 'settings.notifyPlanned.hint'],
    ['notifyDiffers', 'settings.notifyDiffers', 'settings.notifyDiffers.hint'],
  ),
  ...of('favourites', [null, 'settings.section.favourites', 'settings.favourites.intro']),
  ...of('presets', [null, 'settings.section.presets', 'settings.presets.intro']),
  ...of('routines', [null, 'settings.section.routines', 'settings.routines.intro']),
  ...of('limits', [null, 'settings.section.limits', 'settings.limits.intro']),
  ...of(
    'schedule',
    [null, 'settings.section.schedule', 'settings.schedule.intro'],
    [null, 'settings.schedule.reminders'],
  ),
  ...of(
    'automations',
    [null, 'settings.section.automations', 'settings.automations.intro'],
    ['automation-lock', 'settings.automations.lock', 'settings.automations.lock.hint'],
    ['automation-idle', 'settings.automations.idle', 'settings.automations.idle.hint'],
    ['automation-suspend', 'settings.automations.suspend', 'settings.automations.suspend.hint'],
    ['automation-preBreak', 'settings.automations.preBreak', 'settings.automations.preBreak.hint'],
    ['automation-quit', 'settings.automations.quit', 'settings.automations.quit.hint'],
    ['automation-start', 'settings.automations.start', 'settings.automations.start.hint'],
  ),
  ...of(
    'about',
    [null, 'settings.section.about', 'settings.about.intro'],
    ['version', 'settings.about.version'],
    ['update', 'settings.updates', 'settings.updates.look'],
    ['diagnostics', 'settings.about.diagnostics', 'settings.about.diagnostics.hint'],
    ['log', 'settings.about.log', 'settings.about.log.hint', 'settings.about.log.open'],
    ['licences', 'settings.about.licences', 'settings.about.licences.hint'],
  ),
];

/** Every word that was typed is somewhere at the setting. Those whose name has all of them come first. */
export function findSettings(typed: string, texts: Texts): Found[] {
  const words = typedWords(typed);
  if (words.length === 0) return [];
  const has = (text: string): boolean => words.every((word) => text.includes(word));
  const found = ENTRIES.flatMap(({ section, id, label, more = [] }) => {
    const name = texts(label);
    const sectionKey: TextKey = `settings.section.${section}`;
    const where = sectionKey === label ? null : texts(sectionKey);
    const inName = has(fold(name));
    if (!inName && !has(fold([name, where ?? '', ...more.map((key) => texts(key))].join(' ')))) return [];
    return [{ inName, found: { section, id, label: name, where } }];
  });
  return [...found.filter(({ inName }) => inName), ...found.filter(({ inName }) => !inName)].map((each) => each.found);
}
