/** What is wrong, in the tray's menu, each with a remedy. */
import type { Texts } from '../../../assets/locales/catalogue.js';
import type { AppState } from '../../ipc/app-state.js';
import { action, text, type MenuItemView } from './menu-item.js';
import { isNotResponding } from './presence-facts.js';
import { problemWords } from './problem-words.js';
import { shortText } from '../short-text.js';

export function problemSection(state: AppState, texts: Texts): MenuItemView[] {
  const { connection, presence, definitions } = state;
  const items: MenuItemView[] = [];
  if (isNotResponding(state)) {
    items.push(
      text(texts('tray.notResponding')),
      action(texts('tray.backOnQueue'), { command: 'routing:backOnQueue', request: undefined }, !state.routing.pending),
      action(texts('tray.offQueue'), { command: 'routing:offQueue', request: undefined }),
    );
  }
  if (state.session.kind === 'signedIn') {
    if (connection.kind === 'lost') items.push(text(texts('tray.noConnection')));
    if (connection.kind === 'polling') items.push(text(texts('tray.polling')));
    if (connection.kind === 'lost' || connection.kind === 'paused' || definitions.kind === 'failed')
      items.push(action(texts('tray.tryAgain'), { command: 'presence:refresh', request: undefined }));
  }
  if (presence.otherSource !== null) {
    const source = presence.otherSource;
    items.push(
      text(
        source === '' ? texts('tray.otherSourceUnnamed') : texts('tray.otherSource', { source: shortText(source, 30) }),
      ),
    );
    if (presence.primaryOffer !== 'none')
      items.push(action(texts('tray.useGenesys'), { command: 'presence:makePrimary', request: undefined }));
  }
  return [...items, ...pendingItems(state, texts), ...failedItems(state, texts)];
}

function pendingItems({ presence: { pending } }: AppState, texts: Texts): MenuItemView[] {
  if (!pending) return [];
  const label = pending.definition ? shortText(pending.definition.label, 30) : texts('tray.theMessage');
  const cancel = action(texts('tray.cancelPick'), { command: 'presence:cancelPick', request: undefined });
  switch (pending.step) {
    case 'sending':
      return [text(texts('tray.sending', { label }))];
    case 'waiting':
      return [text(texts('tray.waiting', { label })), cancel];
    case 'asking':
      return [
        action(texts('tray.confirmPick', { label }), { command: 'presence:confirmPick', request: undefined }),
        cancel,
      ];
  }
}

function failedItems({ presence: { failed } }: AppState, texts: Texts): MenuItemView[] {
  if (!failed) return [];
  const label = failed.definition ? shortText(failed.definition.label, 30) : texts('tray.theMessage');
  const key = { refused: 'tray.refused', notApplied: 'tray.notApplied', dropped: 'tray.dropped' } as const;
  return [
    // The message's own sentences say that only the message failed. The presence may well have been set.
    ...(failed.problem.key.startsWith('pick.message') ? [] : [text(texts(key[failed.kind], { label }))]),
    text(problemWords(failed.problem, texts)),
    ...(failed.problem.retryable
      ? [action(texts('tray.retry'), { command: 'presence:retry', request: undefined })]
      : []),
    action(texts('tray.dismiss'), { command: 'presence:dismissFailed', request: undefined }),
  ];
}
