import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isPersonal, place, watchPlace } from '../../../renderer/settings/place.svelte.js';

type Heard = (heard: { kind: string; value: { section: string | null; definitionId: string | null } }) => void;
let hear: Heard = () => undefined;
beforeEach(() => {
  vi.stubGlobal('window', { presenceTray: { follow: (_channel: string, _of: unknown, run: Heard) => (hear = run) } });
  watchPlace();
});
afterEach(() => vi.unstubAllGlobals());
const told = (section: string | null, definitionId: string | null = null): void =>
  hear({ kind: 'snapshot', value: { section, definitionId } });

it.each([
  ['hotkeys', 'hotkeys'],
  ['limits', 'limits'],
  ['no such section', 'general'],
  [null, 'general'],
])('settings opened at %s are at %s', (section, shown) => {
  place.open('about', 'theme');
  told(section, 'd-meal');
  expect(place.section).toBe(shown);
  expect(place.definitionId).toBe('d-meal');
});

it('a person who went elsewhere stays there, whatever else is told', () => {
  told('hotkeys');
  place.open('about', 'theme');
  hear({ kind: 'change', value: { section: 'limits', definitionId: null } });
  expect(place.section).toBe('about');
  expect(place.settingId).toBe('theme');
  place.open('general');
  expect(place.settingId).toBeNull();
});

it('what belongs to one person is told apart from what belongs to the app', () => {
  expect(isPersonal('favourites')).toBe(true);
  expect(isPersonal('general')).toBe(false);
});
