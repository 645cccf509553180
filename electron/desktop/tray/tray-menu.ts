/**
 * The whole tray menu. It has every function, for desktops where clicks on the icon do not arrive. Its top level is
 * short: GNOME opens submenus inside the menu, which must not be taller than the screen.
 */
import type { Texts } from '../../../assets/locales/catalogue.js';
import { isolate, visibleText } from '../../foreign-text.js';
import type { AppState } from '../../ipc/app-state.js';
import { isInTrayMenu, WINDOW_TABLE, type OpenedWindow } from '../../ipc/window-table.js';
import type { BrowserStep } from '../../session/session-state.js';
import { clockText } from '../clock-text.js';
import { action, submenu, text, type MenuItemView } from './menu-item.js';
import { isStale } from './presence-facts.js';
import { problemWords, startingWords } from './problem-words.js';
import { shortText } from '../short-text.js';
import { definitionRows, moreRows, onQueueRow, type TrayState } from './tray-menu-presences.js';
import { problemSection } from './tray-menu-problems.js';
import { scheduleSection } from './tray-schedule.js';

export type { TrayState };

/** The whole menu. Empty sections are left out. */
export function trayMenu(state: TrayState, texts: Texts, now: number): MenuItemView[] {
  const inside = state.session.kind === 'signedIn' || state.session.kind === 'expired';
  const sections = [
    [
      ...crashRow(state, texts),
      action(texts('tray.open'), { command: 'popup:open', request: { focusMessage: false } }),
    ],
    inside ? currentSection(state, texts, now) : [],
    sessionSection(state, texts, now),
    inside ? problemSection(state, texts) : [],
    inside ? timedSection(state, texts, now) : [],
    inside ? scheduleSection(state, texts, now) : [],
    inside ? [...onQueueRow(state, texts), ...definitionRows(state, texts), ...moreRows(state, texts)] : [],
    [
      ...windowRows(state, texts, inside ? isInTrayMenu : () => true),
      ...(inside ? accountRow(state, texts) : []),
      action(texts('tray.quit'), { command: 'app:quit', request: undefined }),
    ],
  ];
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, i): MenuItemView[] => (i === 0 ? section : [{ kind: 'separator' }, ...section]));
}

/** What the windows would show while they cannot. */
function crashRow({ app }: AppState, texts: Texts): MenuItemView[] {
  const crash = app.notices.find(({ key }) => key === 'notice.windowsCrash');
  return crash === undefined ? [] : [text(texts('tray.windowsCrash', crash.params))];
}

function currentSection(state: AppState, texts: Texts, now: number): MenuItemView[] {
  const { connection, presence, session } = state;
  const { current } = presence;
  const at = (time: number): string => clockText(time, now, texts.formats);
  const demo = 'demo' in session && session.demo ? `${texts('tray.demo')} · ` : '';
  if (!current) return [text(`${demo}${texts('tray.presenceUnknown')}`)];
  const when = isStale(state)
    ? connection.asOf === null
      ? null
      : texts('tray.asOf', { time: at(connection.asOf) })
    : current.since === null
      ? null
      : texts('tray.since', { time: at(current.since) });
  const label = shortText(current.definition.label, demo === '' ? 40 : 20);
  return [
    text(`${demo}${when === null ? label : `${isolate(label, texts.direction)} · ${when}`}`),
    ...(current.message !== null && visibleText(current.message) !== null ? [text(current.message)] : []),
    ...(current.future ? [text(texts('tray.afterInteraction', { label: shortText(current.future.label, 30) }))] : []),
  ];
}

function sessionSection({ session, environment, app }: AppState, texts: Texts, now: number): MenuItemView[] {
  const signIn = action(
    texts('tray.signIn'),
    environment.ready
      ? { command: 'session:signIn', request: { asSomeoneElse: false } }
      : { command: 'popup:open', request: { focusMessage: false } },
  );
  switch (session.kind) {
    case 'starting':
      return [text(startingWords(session, texts))];
    case 'signedOut':
      return [
        text(session.problem ? problemWords(session.problem, texts) : texts('tray.signedOut')),
        signIn,
        ...(app.demoOffered
          ? [action(texts('tray.exploreDemo'), { command: 'session:exploreDemo', request: undefined })]
          : []),
      ];
    case 'signingIn':
      return browserSection(session, texts);
    case 'expired':
      return [text(texts('tray.expired')), signIn];
    case 'signedIn':
      if (session.signingIn) return browserSection(session.signingIn, texts);
      if (session.endsSoon !== true || session.expiresAt === null) return [];
      return [
        text(texts('tray.endsSoon', { time: clockText(session.expiresAt, now, texts.formats) })),
        action(texts('tray.renewNow'), { command: 'session:signIn', request: { asSomeoneElse: false } }),
      ];
  }
}

/** A sign-in continues in the browser. */
function browserSection({ step }: BrowserStep, texts: Texts): MenuItemView[] {
  const open = step === 'browser';
  return [
    text(texts('tray.signingIn')),
    action(texts('tray.openAgain'), { command: 'session:openAgain', request: undefined }, open),
    action(texts('tray.copyLink'), { command: 'session:copyLink', request: undefined }, open),
    action(texts('tray.cancelSignIn'), { command: 'session:cancelSignIn', request: undefined }),
  ];
}

function timedSection({ presence: { timed } }: AppState, texts: Texts, now: number): MenuItemView[] {
  if (!timed) return [];
  const time = clockText(timed.until, now, texts.formats);
  return [
    text(texts('tray.timed', { label: shortText(timed.returnTo.label, 30), time })),
    action(texts('tray.extendTimed'), { command: 'presence:extendTimed', request: { minutes: 5 } }),
    action(texts('tray.cancelTimed'), { command: 'presence:cancelTimed', request: undefined }),
  ];
}

/** The offered windows that belong here. */
const windowRows = ({ app }: AppState, texts: Texts, here: (window: OpenedWindow) => boolean): MenuItemView[] =>
  app.windows
    .filter(here)
    .map((window) => action(texts(WINDOW_TABLE[window].title), { command: 'app:openWindow', request: { window } }));

/** Who is signed in, and what they can do with the account. */
function accountRow(state: AppState, texts: Texts): MenuItemView[] {
  const { session } = state;
  if (!('person' in session)) return [];
  const { name, organization } = session.person;
  const who = [name, organization].map((each) => isolate(shortText(each, 28), texts.direction)).join(' · ');
  return submenu(who, [
    ...windowRows(state, texts, (window) => !isInTrayMenu(window)),
    action(texts('tray.signOut'), { command: 'session:signOut', request: { alsoInBrowser: false } }),
  ]);
}
