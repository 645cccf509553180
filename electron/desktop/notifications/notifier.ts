/** Which notification comes when (design §3.8, §3.10, §3.12). Quiet: each kind at most once at a time, and none for what the open popup shows. */
import type { TextKey, TextParams } from '../../../assets/locales/catalogue.js';
import type { Cancel, Clock } from '../../ports.js';
import type { DefinitionRef } from '../../presence/presence-view.js';
import type { AppState } from '../../ipc/app-state.js';
import { isPersonsAct } from '../../presence/picks/pick.js';
import type { PresenceSignal } from '../../presence/signals.js';
import { sameId } from '../../presence/current/source-presence.js';
import type { SessionState } from '../../session/session-state.js';
import type { NotificationSettings, NotificationSwitch } from '../../settings/settings.js';
import type { DesktopCommand } from '../commands.js';

/** What a notification can do: a command of the desktop, or the person's word that they are there. */
export type NoticeCommand = DesktopCommand | { readonly command: 'session:imHere'; readonly request: undefined };

export type NoticeId = 'changed' | 'pick' | 'session' | 'idle' | 'notResponding' | 'goOnQueue' | 'timer' | 'limit';

/** A text with what stands in its places; `time` is put into words where it is shown. */
export interface NoticeText {
  readonly key: TextKey;
  readonly params: TextParams;
  readonly time?: number;
}

export interface Notice {
  /** A new one replaces the one of the same id. */
  readonly id: NoticeId;
  readonly title: NoticeText;
  readonly body: NoticeText | null;
  /** The service's own words, put after the body. */
  readonly detail: string | null;
  /** Stays until it was seen, with a sound where the system has one. */
  readonly urgent: boolean;
  readonly actions: readonly { readonly label: TextKey; readonly run: NoticeCommand }[];
  readonly click: NoticeCommand;
}

export interface NotifierDeps {
  readonly clock: Clock;
  /** Which kinds the person wants, or the organisation decided. */
  wanted(): NotificationSettings;
  popupOpen(): boolean;
  show(notice: Notice): void;
  close(id: NoticeId): void;
}

export interface Notifier {
  signal(signal: PresenceSignal): void;
  /** The state changed. */
  update(state: Pick<AppState, 'session' | 'routing' | 'presence'>): void;
  /** The app was started hidden: if nobody is signed in, that is said, once. */
  startedHidden(): void;
  stop(): void;
}

/** The switch of each kind; changes made elsewhere are chosen more finely (`notifyChanges`). */
const SWITCH: Readonly<Record<Exclude<NoticeId, 'changed'>, NotificationSwitch>> = {
  pick: 'notifyFailures',
  session: 'notifySession',
  idle: 'notifySession',
  notResponding: 'notifyNotResponding',
  goOnQueue: 'notifyGoOnQueue',
  timer: 'notifyTimers',
  limit: 'notifyLimits',
};

/** A burst of changes within this is one notification, in milliseconds (design §3.8). */
export const BURST = 60_000;

const text = (key: TextKey, params: TextParams = {}): NoticeText => ({ key, params });
const openPopup: DesktopCommand = { command: 'popup:open', request: { focusMessage: false } };
const signIn: DesktopCommand = { command: 'session:signIn', request: { asSomeoneElse: false } };

const notice = (id: NoticeId, title: NoticeText, rest: Partial<Notice> = {}): Notice => ({
  id,
  title,
  body: null,
  detail: null,
  urgent: false,
  actions: [],
  click: openPopup,
  ...rest,
});

/** Being moved: On Queue, off queue, or to Offline. */
const isMove = (from: DefinitionRef, to: DefinitionRef): boolean =>
  (from.systemPresence === 'OnQueue') !== (to.systemPresence === 'OnQueue') ||
  (to.systemPresence === 'Offline' && from.systemPresence !== 'Offline');

export function createNotifier(deps: NotifierDeps): Notifier {
  const changes = createChangeNotices(deps);
  const show = (shown: Notice): void => {
    if (shown.id === 'changed' || deps.wanted()[SWITCH[shown.id]]) deps.show(shown);
  };
  let session: SessionState | null = null;
  let hiddenStart = false;
  /** The end of the session that was spoken of, on the wall clock. */
  let endTold: number | null = null;
  let notRespondingShown = false;
  /** The presence whose limit is told of at present. */
  let limitOf: string | null = null;

  const sessionNotice = (now: SessionState, before: SessionState | null): void => {
    const ended = now.kind === 'expired' || (now.kind === 'signedOut' && before?.kind === 'signedIn' && now.problem);
    if (ended)
      show(
        notice('session', text('notify.sessionEnded'), {
          body: text('notify.sessionEndedBody'),
          urgent: true,
          actions: [{ label: 'tray.signIn', run: signIn }],
        }),
      );
    else if (now.kind === 'signedOut' && hiddenStart && !deps.popupOpen())
      show(
        notice('session', text('notify.signedOut'), {
          body: text('notify.signedOutBody'),
          actions: [{ label: 'tray.signIn', run: signIn }],
        }),
      );
    else if (now.kind !== 'signedOut') deps.close('session');
    if (now.kind !== 'starting') hiddenStart = false;
  };

  /** Quiet, and never in the middle of an interaction: then it is told after it. What the open popup shows needs no second word. */
  const endNotice = ({ session: now, routing }: Pick<AppState, 'session' | 'routing'>): void => {
    const end = now.kind === 'signedIn' && now.endsSoon === true ? now.expiresAt : null;
    if (end === null) {
      if (endTold !== null && now.kind === 'signedIn') deps.close('session');
      endTold = null;
      return;
    }
    const busy = routing.status === 'INTERACTING' || routing.status === 'COMMUNICATING';
    const renewing = now.kind === 'signedIn' && Boolean(now.signingIn);
    if (renewing) deps.close('session');
    if (endTold !== null || busy || renewing) return;
    endTold = end;
    if (deps.popupOpen()) return;
    show(
      notice(
        'session',
        { ...text('notify.endsSoon'), time: end },
        { body: text('notify.endsSoonBody'), actions: [{ label: 'notify.renewNow', run: signIn }] },
      ),
    );
  };

  return {
    signal(signal) {
      switch (signal.kind) {
        case 'changedElsewhere':
          changes.changed(signal.from, signal.to);
          return;
        case 'pickFailed': {
          const { failed, origin } = signal;
          // What a person picks outside of the popup has the card.
          if ((isPersonsAct(origin) && origin !== 'popup') || deps.popupOpen()) return;
          const key = { refused: 'tray.refused', notApplied: 'tray.notApplied', dropped: 'tray.dropped' } as const;
          show(
            notice(
              'pick',
              failed.definition && !failed.problem.key.startsWith('pick.message')
                ? text(key[failed.kind], { label: failed.definition.label })
                : text('notify.messageFailed'),
              {
                detail: failed.problem.serviceMessage,
                actions: failed.problem.retryable
                  ? [{ label: 'tray.retry', run: { command: 'presence:retry', request: undefined } }]
                  : [],
              },
            ),
          );
          return;
        }
        case 'notResponding':
          notRespondingShown = true;
          show(
            notice('notResponding', text('tray.notResponding'), {
              body: text('notify.notRespondingBody'),
              urgent: true,
              actions: [
                { label: 'tray.backOnQueue', run: { command: 'routing:backOnQueue', request: undefined } },
                { label: 'tray.offQueue', run: { command: 'routing:offQueue', request: undefined } },
              ],
            }),
          );
          return;
        case 'idleEnding': {
          if (signal.endsAt === null) {
            deps.close('idle');
            return;
          }
          const imHere: NoticeCommand = { command: 'session:imHere', request: undefined };
          show(
            notice(
              'idle',
              { ...text('notify.idleEnding'), time: signal.endsAt },
              {
                urgent: true,
                actions: [{ label: 'notify.imHere', run: imHere }],
                click: imHere,
              },
            ),
          );
          return;
        }
        case 'goOnQueue':
          show(
            notice('goOnQueue', text('notify.goOnQueue'), {
              body: text(signal.after === 'absence' ? 'notify.goOnQueueBackBody' : 'notify.goOnQueueBody'),
              urgent: true,
              actions: [
                {
                  label: 'notify.goOnQueueAction',
                  run: {
                    command: 'presence:pick',
                    request: {
                      definitionId: signal.definition.id,
                      ...(signal.message === undefined ? {} : { message: signal.message }),
                    },
                  },
                },
              ],
            }),
          );
          return;
        case 'timedDropped':
          show(
            notice('timer', text('notify.timedDropped'), {
              body: text('notify.timedDroppedBody', { label: signal.returnTo.label }),
            }),
          );
          return;
        case 'restoreDropped':
          show(
            notice('timer', text('notify.restoreDropped', { label: signal.current.label }), {
              body: text('notify.restoreDroppedBody', { label: signal.returnTo.label }),
            }),
          );
          return;
        case 'limitReached':
          limitOf = signal.definition.id;
          show(
            notice(
              'limit',
              { ...text('notify.limitReached', { label: signal.definition.label }), time: signal.since },
              { body: text('notify.limitReachedBody', { count: signal.minutes }) },
            ),
          );
          return;
      }
    },
    update(state) {
      if (notRespondingShown && state.routing.status !== 'NOT_RESPONDING') {
        notRespondingShown = false;
        deps.close('notResponding');
      }
      const current = state.presence.current?.definition.id ?? null;
      if (limitOf !== null && (current === null || !sameId(current, limitOf))) {
        limitOf = null;
        deps.close('limit');
      }
      const before = session;
      session = state.session;
      if (before?.kind !== session.kind) sessionNotice(session, before);
      endNotice(state);
    },
    startedHidden() {
      hiddenStart = true;
      if (session) sessionNotice(session, null);
    },
    stop: () => changes.stop(),
  };
}

/** One notification per burst: at once for its first change, and at its end where the agent ended up elsewhere than was said. */
function createChangeNotices(deps: NotifierDeps): {
  changed(from: DefinitionRef, to: DefinitionRef): void;
  stop: Cancel;
} {
  let told: DefinitionRef | null = null;
  let latest: { from: DefinitionRef; to: DefinitionRef } | null = null;
  let cancel: Cancel = () => undefined;

  const tell = (from: DefinitionRef, to: DefinitionRef): void => {
    told = to;
    latest = null;
    deps.show(
      notice('changed', text('notify.moved', { label: to.label }), {
        body: text('notify.movedBody', { label: from.label }),
      }),
    );
    cancel = deps.clock.after(BURST, over);
  };
  const over = (): void => {
    const before = told;
    const last = latest;
    told = null;
    latest = null;
    if (before && last && last.to.id !== before.id) tell(before, last.to);
  };

  return {
    changed(from, to) {
      if (told) latest = { from, to };
      else {
        const { notifyChanges } = deps.wanted();
        if (notifyChanges === 'all' || (notifyChanges === 'moved' && isMove(from, to))) tell(from, to);
      }
    },
    stop: () => cancel(),
  };
}
