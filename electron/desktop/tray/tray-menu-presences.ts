/** The presences in the tray's menu: On Queue, a few or all of them, timed ones, and messages. */
import type { Texts } from '../../../assets/locales/catalogue.js';
import { fullName } from '../../presence/definitions/apart.js';
import type { DefinitionRef, DefinitionView, PresenceGroup } from '../../presence/presence-view.js';
import type { AppState } from '../../ipc/app-state.js';
import type { MessagePreset } from '../../settings/message-preset.js';
import type { DesktopCommand } from '../commands.js';
import { action, LONGEST_LABEL, submenu, type MenuItemView } from './menu-item.js';
import { isStale } from './presence-facts.js';
import { shortText } from '../short-text.js';

/** What the menu is drawn from: the app's state, and the messages it offers. */
export type TrayState = AppState & { readonly presets: readonly MessagePreset[] };

/** From this many definitions on, those of one system presence fold into a submenu. */
const FOLD_FROM = 12;
/** The most rows for presences beside On Queue. */
const ROWS = 5;
const RECENT_SHOWN = 5;
const TIMES_OFFERED = [15, 30, 60] as const;

const pick = (definitionId: string, forMinutes?: number): DesktopCommand => ({
  command: 'presence:pick',
  request: forMinutes === undefined ? { definitionId } : { definitionId, forMinutes },
});

/** Nobody may turn a switch whose position is a guess, or turn it off if there is nowhere to go. */
export function onQueueRow(state: AppState, texts: Texts): MenuItemView[] {
  const { definitions, presence } = state;
  if (!definitions.onQueue) return [];
  const checked = presence.current?.definition.systemPresence === 'OnQueue';
  const target = checked ? presence.offQueueTo : definitions.onQueue;
  const fallback = definitions.onQueue.id;
  return [
    {
      kind: 'check',
      label: texts('presence.OnQueue'),
      checked,
      run: pick(target?.id ?? fallback),
      enabled: target !== null && !isStale(state),
    },
  ];
}

const offered = (groups: readonly PresenceGroup[]): DefinitionView[] => groups.flatMap((group) => group.definitions);

/** Favourites first, then recent picks, each presence once. */
export function quickDefinitions({ definitions, personal }: AppState): DefinitionRef[] {
  const byId = new Map<string, DefinitionRef>(
    offered(definitions.groups).map((definition) => [definition.id, definition]),
  );
  const favourites = personal.favourites.flatMap((id) => byId.get(id) ?? []);
  const all = [...favourites, ...personal.recent];
  return [...new Map(all.map((definition) => [definition.id, definition])).values()].slice(
    0,
    Math.max(RECENT_SHOWN, favourites.length),
  );
}

/**
 * How many characters a label gets beside what tells it apart, which must not be cut from the end of the item. The
 * other number is per part.
 */
const labelRoom = (parts: number): number => (parts === 1 ? 30 : 22);
/** Leaves room for brackets, separators, and two marks that may isolate each part. */
const partRoom = (parts: number): number => Math.floor((LONGEST_LABEL - labelRoom(parts) - 3 * parts) / parts) - 2;

/** Definitions that read alike say what tells them apart. Those of another division name it. */
function nameOf({ label, apart = [] }: Named, division: string | null, { app: { direction } }: AppState): string {
  const parts = division === null || apart.includes(division) ? apart : [...apart, division];
  if (parts.length === 0) return label;
  const short = parts.map((part) => shortText(part, partRoom(parts.length)));
  return fullName({ label: shortText(label, labelRoom(parts.length)), apart: short }, direction);
}
type Named = Pick<DefinitionRef, 'label' | 'apart'>;

const definitionItem = (state: AppState, definition: DefinitionRef, division: string | null): MenuItemView => ({
  kind: 'radio',
  label: shortText(nameOf(definition, division, state), LONGEST_LABEL),
  checked: state.presence.current?.definition.id === definition.id,
  run: pick(definition.id),
  enabled: true,
});

/** All of them if they are few. Otherwise favourites and recent ones, and all in a submenu. */
export function definitionRows(state: AppState, texts: Texts): MenuItemView[] {
  const { groups, onQueue } = state.definitions;
  const count = offered(groups).filter(({ id }) => id !== onQueue?.id).length;
  if (count <= ROWS) return allDefinitions(state, false);
  const current = state.presence.current?.definition.id;
  const quick = quickDefinitions(state).filter(({ id }) => id !== current && id !== onQueue?.id);
  return [
    ...quick.slice(0, ROWS - 1).map((definition) => action(nameOf(definition, null, state), pick(definition.id))),
    ...submenu(texts('tray.allPresences'), allDefinitions(state, count >= FOLD_FROM)),
  ];
}

/** By group. */
function allDefinitions(state: AppState, fold: boolean): MenuItemView[] {
  const { groups, onQueue } = state.definitions;
  return groups.flatMap((group): MenuItemView[] => {
    const items = group.definitions
      .filter(({ id }) => id !== onQueue?.id)
      .map((definition) => definitionItem(state, definition, group.division));
    return fold && items.length > 1 ? submenu(nameOf(group, group.division, state), items) : items;
  });
}

/** The routines, timed presences, and the message presets. */
export function moreRows(state: TrayState, texts: Texts): MenuItemView[] {
  const { definitions, presence, personal, presets } = state;
  const primaries = offered(definitions.groups).filter(
    ({ primary, systemPresence }) => primary && systemPresence !== 'OnQueue',
  );
  const choices = [...new Map([...primaries, ...quickDefinitions(state)].map((each) => [each.id, each])).values()];
  const forTime = TIMES_OFFERED.flatMap((minutes) =>
    submenu(
      texts('tray.minutes', { count: minutes }),
      choices
        .filter(({ systemPresence }) => systemPresence !== 'OnQueue')
        .map((definition) => action(nameOf(definition, null, state), pick(definition.id, minutes))),
    ),
  );
  const messages = [
    ...presets.map(({ text: words, lifetime }) =>
      action(words, { command: 'presence:setMessage', request: { text: words, lifetime } }),
    ),
    ...(presence.current?.message
      ? [
          action(texts('tray.clearMessage'), {
            command: 'presence:setMessage',
            request: { text: '', lifetime: { kind: 'untilCleared' } },
          }),
        ]
      : []),
  ];
  const routines = personal.routines.map(({ id, name }) =>
    action(name, { command: 'presence:routine', request: { routineId: id } }),
  );
  return [
    ...submenu(texts('tray.routines'), routines),
    ...submenu(texts('tray.setFor'), forTime),
    ...submenu(texts('tray.message'), messages),
  ];
}
