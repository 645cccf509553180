/** The tray's menu, whole: it has every function, for desktops where clicks on the icon don't arrive. */
import type { Texts } from '../../../assets/locales/catalogue.js';
import type { AppState } from '../../ipc/app-state.js';
import { WINDOW_TABLE } from '../../ipc/window-table.js';
import type { BrowserStep } from '../../session/session-state.js';
import { clockText } from '../clock-text.js';
import { action, text, type MenuItemView } from './menu-item.js';
import { isStale } from './presence-facts.js';
import { problemWords, startingWords } from './problem-words.js';
import { shortText } from '../short-text.js';
import {
  definitionsSection,
  moreSection,
  onQueueSection,
  recentSection,
  type TrayState,
} from './tray-menu-presences.js';
import { problemSection } from './tray-menu-problems.js';

export type { TrayState };

/** The whole menu. Sections that have nothing to say are left out. */
export function trayMenu(state: TrayState, texts: Texts, now: number): MenuItemView[] {
  const inside = state.session.kind === 'signedIn' || state.session.kind === 'expired';
  const sections = [
    inside ? currentSection(state, texts, now) : [],
    sessionSection(state, texts, now),
    inside ? problemSection(state, texts) : [],
    inside ? timedSection(state, texts, now) : [],
    inside ? onQueueSection(state, texts) : [],
    inside ? recentSection(state, texts) : [],
    inside ? definitionsSection(state) : [],
    inside ? moreSection(state, texts) : [],
    windowsSection(state, texts),
    endSection(state, texts, inside),
  ];
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, i): MenuItemView[] => (i === 0 ? section : [{ kind: 'separator' }, ...section]));
}

function currentSection(state: AppState, texts: Texts, now: number): MenuItemView[] {
  const { connection, presence, session } = state;
  const { current } = presence;
  const at = (time: number): string => clockText(time, now, texts.language);
  const demo = 'demo' in session && session.demo ? [text(texts('tray.demo'))] : [];
  if (!current) return [...demo, text(texts('tray.presenceUnknown'))];
  const when = isStale(state)
    ? connection.asOf === null
      ? null
      : texts('tray.asOf', { time: at(connection.asOf) })
    : current.since === null
      ? null
      : texts('tray.since', { time: at(current.since) });
  const label = shortText(current.definition.label, 40);
  return [
    ...demo,
    text(when === null ? label : `${label} · ${when}`),
    ...(current.message ? [text(current.message)] : []),
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
        text(texts('tray.endsSoon', { time: clockText(session.expiresAt, now, texts.language) })),
        action(texts('tray.renewNow'), { command: 'session:signIn', request: { asSomeoneElse: false } }),
      ];
  }
}

/** A sign-in goes on in the browser. */
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
  const time = clockText(timed.until, now, texts.language);
  return [
    text(texts('tray.timed', { label: shortText(timed.returnTo.label, 30), time })),
    action(texts('tray.extendTimed'), { command: 'presence:extendTimed', request: { minutes: 5 } }),
    action(texts('tray.cancelTimed'), { command: 'presence:cancelTimed', request: undefined }),
  ];
}

function windowsSection({ app }: AppState, texts: Texts): MenuItemView[] {
  return [
    action(texts('tray.open'), { command: 'popup:open', request: { focusMessage: false } }),
    ...app.windows.map((window) =>
      action(texts(WINDOW_TABLE[window].title), { command: 'app:openWindow', request: { window } }),
    ),
  ];
}

function endSection({ session }: AppState, texts: Texts, inside: boolean): MenuItemView[] {
  const who =
    inside && 'person' in session
      ? [text(`${shortText(session.person.name, 28)} · ${shortText(session.person.organization, 28)}`)]
      : [];
  return [
    ...who,
    ...(inside
      ? [action(texts('tray.signOut'), { command: 'session:signOut', request: { alsoInBrowser: false } })]
      : []),
    action(texts('tray.quit'), { command: 'app:quit', request: undefined }),
  ];
}
