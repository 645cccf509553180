/**
 * Decides which notification appears when (docs/design.md §3.8, §3.10, §3.12). At most one of each kind at a time,
 * and none for what the open popup shows.
 */
import type { Cancel, Clock } from '../../ports.js';
import type { DefinitionRef } from '../../presence/presence-view.js';
import type { AppState } from '../../ipc/app-state.js';
import { isPersonsAct, type PickOutcome } from '../../presence/picks/pick.js';
import type { PresenceSignal } from '../../presence/signals.js';
import { sameId } from '../../genesys/same-id.js';
import type { SessionState } from '../../session/session-state.js';
import type { NotificationSettings, NotificationSwitch } from '../../settings/settings.js';
import type { DesktopCommand } from '../commands.js';
import {
  isOfPerson,
  notification,
  text,
  type Notification,
  type NotificationCommand,
  type NotificationId,
  type PersonNotificationId,
} from './notification.js';
import { createPickNotifications } from './pick-notifications.js';

export interface NotifierDeps {
  readonly clock: Clock;
  /** Which kinds the person wants, or the organisation decided. */
  wanted(): NotificationSettings;
  popupOpen(): boolean;
  /** Whether the card shows what a person picks outside of the popup. If not, notifications do. */
  cardShows(): boolean;
  show(notification: Notification): void;
  close(id: NotificationId): void;
}

export interface Notifier {
  signal(signal: PresenceSignal): void;
  /** Tells how a pick outside of the popup goes on and ends. For where the card cannot. */
  follow(outcome: Promise<PickOutcome>): void;
  /** The state changed. */
  update(state: Pick<AppState, 'session' | 'routing' | 'presence'>): void;
  /** The app was started hidden. If nobody is signed in, it says so once. */
  startedHidden(): void;
  /** The app's windows keep crashing: why, in words. Null: they work again. */
  windowsCrash(reason: string | null): void;
  /** A proxy asks for a password: which; null once it does not, or the person does not want to be asked. */
  proxyAsks(proxy: string | null): void;
  /** Somebody whom this person chose to watch is longer in a presence than they said. */
  watchedTooLong(watched: WatchedPerson): void;
  stop(): void;
}

export interface WatchedPerson {
  readonly id: string;
  readonly name: string | null;
  readonly presence: string;
  readonly minutes: number;
}

/** Always said: without the first two the app is of no use, and the third answers what the person just did. */
const ALWAYS = ['crash', 'proxy', 'picked'] as const satisfies readonly NotificationId[];
const isAlwaysSaid = (id: NotificationId): id is (typeof ALWAYS)[number] => ALWAYS.some((each) => each === id);

/** The switch of each other kind; changes made elsewhere are chosen more finely (`notifyChanges`). */
const SWITCH: Readonly<
  Record<Exclude<NotificationId, 'changed' | (typeof ALWAYS)[number] | PersonNotificationId>, NotificationSwitch>
> = {
  pick: 'notifyFailures',
  session: 'notifySession',
  idle: 'notifySession',
  notResponding: 'notifyNotResponding',
  goOnQueue: 'notifyGoOnQueue',
  timer: 'notifyTimers',
  limit: 'notifyLimits',
  planned: 'notifyPlanned',
  differs: 'notifyDiffers',
};

/** Changes within this time are one notification (docs/design.md §3.8). */
export const BURST_MS = 60_000;

const openTeam: DesktopCommand = { command: 'app:openWindow', request: { window: 'team' } };
const signIn: DesktopCommand = { command: 'session:signIn', request: { asSomeoneElse: false } };

/** The button that picks the presence that fits. Only a person's press of it may lead On Queue. */
const pickPlanned = (offers: DefinitionRef | null): Notification['actions'] =>
  offers === null
    ? []
    : [
        {
          label: offers.systemPresence === 'OnQueue' ? 'notify.goOnQueueAction' : 'notify.setPlanned',
          run: { command: 'presence:pick', request: { definitionId: offers.id } },
        },
      ];

/** Being moved means On Queue, off queue, or to Offline. */
const isMove = (from: DefinitionRef, to: DefinitionRef): boolean =>
  (from.systemPresence === 'OnQueue') !== (to.systemPresence === 'OnQueue') ||
  (to.systemPresence === 'Offline' && from.systemPresence !== 'Offline');

export function createNotifier(deps: NotifierDeps): Notifier {
  const changes = createChangeNotifications(deps);
  const followed = createPickNotifications(deps);
  const show = (shown: Notification): void => {
    const { id } = shown;
    if (id === 'changed' || isAlwaysSaid(id) || isOfPerson(id) || deps.wanted()[SWITCH[id]]) deps.show(shown);
  };
  let session: SessionState | null = null;
  let hiddenStart = false;
  /** The session end that was already announced, on the wall clock. */
  let endTold: number | null = null;
  let notRespondingShown = false;
  /** The presence whose limit notification is shown. */
  let limitOf: string | null = null;
  /** The offer of the activity whose notification is shown. */
  let plannedOffer: DefinitionRef | null = null;

  const sessionNotice = (now: SessionState, before: SessionState | null): void => {
    const ended = now.kind === 'expired' || (now.kind === 'signedOut' && before?.kind === 'signedIn' && now.problem);
    if (ended)
      show(
        notification('session', text('notify.sessionEnded'), {
          body: text('notify.sessionEndedBody'),
          urgent: true,
          actions: [{ label: 'tray.signIn', run: signIn }],
        }),
      );
    else if (now.kind === 'signedOut' && hiddenStart && !deps.popupOpen())
      show(
        notification('session', text('notify.signedOut'), {
          body: text('notify.signedOutBody'),
          actions: [{ label: 'tray.signIn', run: signIn }],
        }),
      );
    else if (now.kind !== 'signedOut') deps.close('session');
    if (now.kind !== 'starting') hiddenStart = false;
  };

  /** Never during an interaction, but after it. What the open popup shows needs no notification. */
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
      notification(
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
          // The card shows what a person picks outside of the popup.
          const unseen = isPersonsAct(origin) && origin !== 'popup';
          if ((unseen && deps.cardShows()) || deps.popupOpen()) return;
          const key = { refused: 'tray.refused', notApplied: 'tray.notApplied', dropped: 'tray.dropped' } as const;
          show(
            notification(
              unseen ? 'picked' : 'pick',
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
            notification('notResponding', text('tray.notResponding'), {
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
          const imHere: NotificationCommand = { command: 'session:imHere', request: undefined };
          show(
            notification(
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
            notification('goOnQueue', text('notify.goOnQueue'), {
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
            notification('timer', text('notify.timedDropped'), {
              body: text('notify.timedDroppedBody', { label: signal.returnTo.label }),
            }),
          );
          return;
        case 'restoreDropped':
          show(
            notification('timer', text('notify.restoreDropped', { label: signal.current.label }), {
              body: text('notify.restoreDroppedBody', { label: signal.returnTo.label }),
            }),
          );
          return;
        case 'limitReached':
          limitOf = signal.definition.id;
          show(
            notification(
              'limit',
              { ...text('notify.limitReached', { label: signal.definition.label }), time: signal.since },
              { body: text('notify.limitReachedBody', { count: signal.minutes }) },
            ),
          );
          return;
        case 'plannedSoon':
          plannedOffer = signal.offers;
          show(
            notification(
              'planned',
              { ...text('notify.plannedSoon', { activity: signal.activity }), time: signal.at },
              { body: text('notify.plannedSoonBody', { count: signal.minutes }), actions: pickPlanned(signal.offers) },
            ),
          );
          return;
        case 'plannedDiffers':
          plannedOffer = signal.offers;
          deps.close('planned');
          show(
            notification(
              'differs',
              { ...text('notify.plannedDiffers', { activity: signal.activity }), time: signal.until },
              {
                body: text('notify.plannedDiffersBody', { presence: signal.current.label }),
                actions: pickPlanned(signal.offers),
              },
            ),
          );
          return;
      }
    },
    follow: (outcome) => followed.follow(outcome),
    update(state) {
      followed.update(state);
      if (notRespondingShown && state.routing.status !== 'NOT_RESPONDING') {
        notRespondingShown = false;
        deps.close('notResponding');
      }
      changes.update(state);
      const current = state.presence.current?.definition.id ?? null;
      if (limitOf !== null && (current === null || !sameId(current, limitOf))) {
        limitOf = null;
        deps.close('limit');
      }
      if (plannedOffer !== null && current !== null && sameId(current, plannedOffer.id)) {
        plannedOffer = null;
        deps.close('planned');
        deps.close('differs');
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
    windowsCrash(reason) {
      if (reason === null) deps.close('crash');
      else show(notification('crash', text('notify.windowsCrash'), { body: text('notice.windowsCrash', { reason }) }));
    },
    proxyAsks(proxy) {
      if (proxy === null) deps.close('proxy');
      else if (!deps.popupOpen())
        show(notification('proxy', text('notify.proxyAsks'), { body: text('notify.proxyAsksBody', { proxy }) }));
    },
    // Chosen person by person: no switch of a kind stands over it.
    watchedTooLong: ({ id, name, presence, minutes }) =>
      show(
        notification(
          `person:${id}`,
          name === null ? text('notify.someoneTooLong') : text('notify.personTooLong', { name, presence }),
          { body: text('notify.personTooLongBody', { count: minutes }), click: openTeam },
        ),
      ),
    stop() {
      changes.stop();
      followed.stop();
    },
  };
}

/**
 * One notification per burst: at once for its first change. Another at its end, if somebody else has moved the agent
 * elsewhere by then. A notification that is no longer true is withdrawn.
 */
function createChangeNotifications(deps: NotifierDeps): {
  changed(from: DefinitionRef, to: DefinitionRef): void;
  update(state: Pick<AppState, 'session' | 'presence'>): void;
  stop: Cancel;
} {
  /** The presence announced at the start of the burst, and the latest one. */
  let burst: { readonly told: DefinitionRef; latest: DefinitionRef } | null = null;
  /** What is on the screen. `seen`: the state has shown it too. */
  let said: { readonly to: DefinitionRef; seen: boolean } | null = null;
  let current: string | null = null;
  let cancel: Cancel = () => undefined;

  const isWanted = (from: DefinitionRef, to: DefinitionRef): boolean => {
    const { notifyChanges } = deps.wanted();
    return notifyChanges === 'all' || (notifyChanges === 'moved' && isMove(from, to));
  };
  const isIn = (ref: DefinitionRef): boolean => current !== null && sameId(current, ref.id);
  const tell = (from: DefinitionRef, to: DefinitionRef): void => {
    burst = { told: to, latest: to };
    said = { to, seen: isIn(to) };
    deps.show(
      notification('changed', text('notify.moved', { label: to.label }), {
        body: text('notify.movedBody', { label: from.label }),
      }),
    );
    cancel = deps.clock.after(BURST_MS, over);
  };
  const end = (): void => {
    cancel();
    burst = null;
  };
  const over = (): void => {
    if (burst === null) return;
    const { told, latest } = burst;
    end();
    if (!sameId(latest.id, told.id) && isIn(latest) && isWanted(told, latest)) tell(told, latest);
  };

  return {
    changed(from, to) {
      if (burst !== null) burst.latest = to;
      else if (isWanted(from, to)) tell(from, to);
    },
    update({ session, presence }) {
      current = presence.current?.definition.id ?? null;
      // Whoever signs in next was not moved.
      if (session.kind !== 'signedIn') end();
      if (said === null) return;
      if (isIn(said.to)) said.seen = true;
      else if (said.seen) {
        said = null;
        deps.close('changed');
      }
    },
    stop: end,
  };
}
