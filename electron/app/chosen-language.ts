/** The app's language while it runs. It follows the settings and the system. */
import { app } from 'electron';
import type { Texts } from '../../assets/locales/catalogue.js';
import { createEmitter } from '../emitter.js';
import type { Cancel, Log } from '../ports.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { chooseLanguage, labelLanguage, loadTexts, wantedLanguages } from './language.js';

export interface ChosenLanguage {
  readonly texts: () => Texts;
  /** The language of presence labels, BCP 47: the person's own, even if the app itself does not have it. */
  readonly labels: () => string;
  /** Calls when the app's language changes. */
  onChange(run: () => void): Cancel;
}

/** @param folder of the catalogues */
export function followLanguage(folder: string, settings: SettingsStore, log: Log): ChosenLanguage {
  const changes = createEmitter(log, 'language');
  const system = (): string[] => app.getPreferredSystemLanguages();
  const speak = (): Texts => loadTexts(folder, chooseLanguage(wantedLanguages(settings.get().language, system())), log);
  let texts = speak();
  settings.onChange(() => {
    const before = texts.language;
    texts = speak();
    if (texts.language !== before) changes.emit();
  });
  return {
    texts: () => texts,
    labels: () => labelLanguage(settings.get().language, system(), texts.language),
    onChange: (run) => changes.on(run),
  };
}
