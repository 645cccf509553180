/** What the tray shows, derived from the state alone: image, tooltip and menu. Independent of Electron. */
import type { Texts } from '../../../assets/locales/catalogue.js';
import { isolate, visibleText } from '../../foreign-text.js';
import type { AppState } from '../../ipc/app-state.js';
import { clockText } from '../clock-text.js';
import { isNotResponding, isStale } from './presence-facts.js';
import { startingWords } from './problem-words.js';
import { shortText } from '../short-text.js';
import { inWindowsTooltip } from '../surface-text.js';
import { trayImageFile, trayImageParts, type Platform, type TaskbarTheme, type TrayImage } from './tray-images.js';
import type { MenuItemView } from './menu-item.js';
import { trayMenu, type TrayState } from './tray-menu.js';
import { adherenceWords, scheduleWords } from './tray-schedule.js';

export interface TrayView {
  /** The image's file, relative to the folder of tray images. */
  readonly image: string;
  /** A macOS template image, which the system colours. */
  readonly template: boolean;
  readonly tooltip: string;
  readonly menu: readonly MenuItemView[];
}

/** Windows takes 127 characters and drops the rest. */
const LONGEST_TOOLTIP = 127;

/**
 * Draws the tray.
 * @param now the wall clock, only to format "10:22" or "Thu 10:22". The tray shows moments and never ticks
 * @param scale the display's scale factor. Only Linux needs it
 */
export function renderTray(
  state: TrayState,
  texts: Texts,
  now: number,
  platform: Platform,
  taskbarTheme: TaskbarTheme,
  scale = 1,
): TrayView {
  const { name } = trayImageParts(trayImage(state));
  const tooltip = trayTooltip(state, texts, now);
  return {
    image: trayImageFile(name, platform, taskbarTheme, scale),
    template: platform === 'darwin',
    tooltip: platform === 'win32' ? inWindowsTooltip(tooltip, LONGEST_TOOLTIP) : tooltip,
    menu: trayMenu(state, texts, now),
  };
}

/** The image for the state. What needs the agent at once hides the presence: a missed interaction, an ended session. */
export function trayImage(state: AppState): TrayImage {
  const { session, presence } = state;
  if (session.kind === 'starting') return { kind: 'starting', demo: false };
  if (session.kind === 'signedOut') return { kind: 'signed-out', mark: 'plain', demo: false };
  if (session.kind === 'signingIn') return { kind: 'signed-out', mark: 'pending', demo: false };
  const { demo } = session;
  if (session.kind === 'expired') return { kind: 'expired', demo };
  if (isNotResponding(state)) return { kind: 'not-responding', demo };
  if (!presence.current) return { kind: 'starting', demo };
  const mark = isStale(state) ? 'lost' : presence.pending ? 'pending' : 'plain';
  return { kind: 'presence', systemPresence: presence.current.definition.systemPresence, mark, demo };
}

/**
 * One line for the pointer: "Break: back at 10:40 · since 10:22". If there is little room, the message is shortened
 * first.
 */
export function trayTooltip(state: AppState, texts: Texts, now: number): string {
  const { session } = state;
  if (session.kind === 'starting') return shortText(startingWords(session, texts), LONGEST_TOOLTIP);
  if (session.kind === 'signedOut') return texts('tray.signedOut');
  if (session.kind === 'signingIn') return texts('tray.signingIn');

  const before = [
    ...(session.demo ? [texts('tray.demo')] : []),
    ...(session.kind === 'expired' ? [texts('tray.expired')] : []),
    ...(isNotResponding(state) ? [texts('tray.notResponding')] : []),
    ...(session.kind === 'signedIn' && state.connection.kind === 'lost' ? [texts('tray.noConnection')] : []),
  ];
  const after = [
    ...whenTexts(state, texts, now),
    ...pendingTexts(state, texts),
    ...[scheduleWords(state, texts, now), adherenceWords(state, texts)].filter((words) => words !== null),
  ];
  const { current } = state.presence;
  if (!current) return line([...before, texts('tray.presenceUnknown'), ...after]);
  const apart = (text: string): string => isolate(text, texts.direction);
  const label = apart(shortText(current.definition.label, 40));
  const room = LONGEST_TOOLTIP - line([...before, `${label}: `, ...after]).length;
  const written = visibleText(current.message);
  // Two more characters if the message must be isolated.
  const message = written !== null && room >= 10 ? apart(shortText(written, room - 2)) : '';
  const said = message === '' ? label : `${label}: ${message}`;
  return shortText(line([...before, said, ...after]), LONGEST_TOOLTIP);
}

const line = (parts: readonly string[]): string => parts.join(' · ');

/** Since when, as of when, until when. */
function whenTexts(state: AppState, texts: Texts, now: number): string[] {
  const { presence, connection } = state;
  const at = (time: number): string => clockText(time, now, texts.formats);
  if (isStale(state)) return connection.asOf === null ? [] : [texts('tray.asOf', { time: at(connection.asOf) })];
  if (presence.timed)
    return [
      texts('tray.timed', { label: shortText(presence.timed.returnTo.label, 30), time: at(presence.timed.until) }),
    ];
  const since = presence.current?.since ?? null;
  return since === null ? [] : [texts('tray.since', { time: at(since) })];
}

function pendingTexts({ presence }: AppState, texts: Texts): string[] {
  if (!presence.pending) return [];
  const { definition, step } = presence.pending;
  const label = definition ? shortText(definition.label, 30) : texts('tray.theMessage');
  return [texts(step === 'sending' ? 'tray.sending' : 'tray.waiting', { label })];
}
