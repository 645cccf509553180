/** The app's language while it runs. It follows the settings and the system. */
import { app } from 'electron';
import type { Texts } from '../../assets/locales/catalogue.js';
import { languageTag, type Language } from '../../assets/locales/languages.js';
import { createEmitter } from '../emitter.js';
import type { Cancel, Log } from '../ports.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { chooseLanguage, loadTexts, shellRegion, wantedLanguages } from './language.js';

export interface ChosenLanguage {
  readonly texts: () => Texts;
  /**
   * The languages of presence labels, BCP 47, best first: those that the texts follow too, also where the app does not
   * speak them.
   */
  readonly labels: () => readonly string[];
  /** Texts for somebody else than the person at the windows: a shell with languages of its own. */
  textsIn(languages: readonly string[]): Texts;
  /** Calls when the app's language changes. */
  onChange(run: () => void): Cancel;
}

/** @param folder of the catalogues */
export function followLanguage(folder: string, settings: SettingsStore, log: Log): ChosenLanguage {
  const changes = createEmitter(log, 'language');
  const system = (): string[] => app.getPreferredSystemLanguages();
  const wanted = (): readonly string[] => wantedLanguages(settings.get().language, system());
  const load = (language: Language): Texts => loadTexts(folder, language, log, [...systemRegion(), ...system()]);
  const speak = (): Texts => load(chooseLanguage(wanted()));
  /** The last language that a shell asked for. */
  let other: { readonly language: Language; readonly texts: Texts } | null = null;
  let chosen = settings.get().language;
  let texts = speak();
  settings.onChange((values) => {
    if (values.language === chosen) return;
    chosen = values.language;
    texts = speak();
    changes.emit();
  });
  return {
    texts: () => texts,
    textsIn(languages) {
      const language = chooseLanguage(languages);
      if (languageTag(language) === texts.language) return texts;
      if (other?.language !== language) other = { language, texts: load(language) };
      return other.texts;
    },
    labels: () => [...new Set([...wanted(), texts.language])],
    onChange: (run) => changes.on(run),
  };
}

/** Where the system writes dates as in another country than that of its language. Ask only when Electron is ready. */
const systemRegion = (): string[] =>
  process.platform === 'linux' ? shellRegion(process.env) : [app.getSystemLocale()];
