/**
 * The pictures that `npm test` compares with the kept ones in `kept/`. Each shows something that no other does: a
 * window, a state, a script, a direction, a look or a scale.
 */
import { pictureFile, type PicturedLanguage, type PicturedLook } from './looks.js';
import { views, type View } from './views.js';

export interface Kept {
  readonly view: View;
  readonly look: PicturedLook;
  readonly language: PicturedLanguage;
  /** In `kept/`. */
  readonly file: string;
}

type Choice = readonly [state: string, look: PicturedLook, language: PicturedLanguage];

const CHOSEN: Readonly<Record<View['window'], readonly Choice[]>> = {
  popup: [
    ['live', 'light', 'en_US'],
    ['live', 'dark', 'ja'],
    ['live', 'light 200 %', 'th'],
    ['welcome', 'light 200 %', 'de'],
    ['starting-waiting', 'dark', 'en_US'],
    ['waiting-retry', 'dark', 'th'],
    ['refused', 'light', 'en_US'],
    ['lost', 'light', 'ja'],
    ['expired', 'dark', 'de'],
    ['not-responding', 'forced', 'en_US'],
    ['future', 'dark', 'en_US'],
    ['planned-arabic', 'light', 'ar'],
    ['long-labels', 'light', 'en_US'],
    ['no-match', 'forced', 'de'],
    ['editing-both', 'light', 'de'],
    ['row-menu', 'dark', 'ar'],
  ],
  card: [
    ['refused', 'light', 'ar'],
    ['asking', 'dark', 'de'],
    ['not-responding', 'light 200 %', 'ja'],
    ['waiting', 'forced', 'th'],
  ],
  settings: [
    ['live', 'light', 'de'],
    ['settings-hotkeys', 'dark', 'en_US'],
    ['settings-automations', 'light', 'ja'],
    ['settings-right-to-left', 'dark', 'ar'],
    ['settings-search-nothing', 'forced', 'en_US'],
    ['settings-about', 'light', 'th'],
  ],
  team: [
    ['team-selected', 'light', 'en_US'],
    ['team-dialog', 'dark', 'de'],
    ['team-results', 'forced', 'en_US'],
    ['team-loading', 'light', 'th'],
    ['team-empty', 'dark', 'ja'],
    ['team-offline', 'light', 'de'],
    ['team-right-to-left', 'light', 'ar'],
  ],
  manage: [
    ['manage-presences', 'dark', 'en_US'],
    ['manage-editor', 'light', 'de'],
    ['manage-refused', 'forced', 'ar'],
    ['manage-import-plan', 'light', 'ja'],
  ],
  day: [
    ['live', 'light', 'en_US'],
    ['day-arabic', 'forced', 'ar'],
    ['day-without-plan', 'dark', 'th'],
  ],
};

export const kept: readonly Kept[] = views.flatMap((view) =>
  CHOSEN[view.window]
    .filter(([state]) => state === view.name)
    .map(([, look, language]) => ({ view, look, language, file: pictureFile(view, look, language) })),
);
