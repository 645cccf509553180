/** What the popup knows beside main's state: the query, the active row, the message being edited, the open menu. */
import type { DefinitionRef } from '../../electron/presence/presence-view.js';
import type { AppWindow } from '../shared/app-window.svelte.js';
import { isTooLongToSend, keepDraft, messageAlone, messageWithPick, startDraft, type Draft } from './draft.js';
import {
  defaultActive,
  filterRows,
  pageRows,
  place,
  toRows,
  type PlacedList,
  type PlacedRow,
  type Rows,
} from './list.js';

/** From this many definitions on, the filter's box is visible before anything is typed (docs/design.md §4). */
const FILTER_FROM = 12;

export interface RowMenuState {
  readonly row: PlacedRow;
  readonly x: number;
  readonly y: number;
}

export class PopupModel {
  readonly #win: AppWindow;
  filter: string;
  /** The row the person moved to. Null: the default one. */
  chosen: string | null;
  /** The active row was chosen after opening the message. */
  navigated: boolean;
  draft: Draft | null;
  menu: RowMenuState | null;
  accountMenu: boolean;
  /** The presence for which a custom time is being entered. */
  forTime: DefinitionRef | null;
  /** Height of the list's visible part, in CSS pixels. */
  listHeight: number;

  readonly all: Rows;
  readonly list: PlacedList;
  readonly active: PlacedRow | null;
  readonly recent: readonly DefinitionRef[];
  readonly filterShown: boolean;

  constructor(win: AppWindow) {
    this.#win = win;
    this.filter = $state('');
    this.chosen = $state(null);
    this.navigated = $state(false);
    this.draft = $state.raw(null);
    this.menu = $state.raw(null);
    this.accountMenu = $state(false);
    this.forTime = $state.raw(null);
    this.listHeight = $state(0);

    this.all = $derived(toRows(win.state.definitions, win.state.personal.favourites, win.t('popup.favourites')));
    this.list = $derived(place(filterRows(this.all.rows, this.filter), this.all.groups));
    this.active = $derived.by(() => {
      const find = (id: string | null): PlacedRow | null => this.list.rows.find((row) => row.id === id) ?? null;
      return find(this.chosen) ?? find(defaultActive(this.list.rows, this.filter, this.currentId));
    });
    this.recent = $derived(
      win.state.personal.recent.filter((definition) => definition.id !== this.currentId).slice(0, 9),
    );
    this.filterShown = $derived(this.filter !== '' || this.all.rows.length >= FILTER_FROM);
  }

  get currentId(): string | null {
    return this.#win.state.presence.current?.definition.id ?? null;
  }

  get pageRows(): number {
    return pageRows(this.listHeight);
  }

  type(text: string): void {
    this.filter = text;
    this.chosen = null;
    this.navigated = text !== '' && this.draft !== null;
  }

  move(id: string): void {
    this.chosen = id;
    this.navigated = true;
  }

  /**
   * Sets a presence, with the message being edited if any. False: the message is too long, so nothing is sent or
   * changed.
   */
  pick(definitionId: string, forMinutes?: number): boolean {
    if (isTooLongToSend(this.draft)) return false;
    const message = messageWithPick(this.draft);
    this.#win.send('presence:pick', {
      definitionId,
      ...(message === undefined ? {} : { message }),
      ...(forMinutes === undefined ? {} : { forMinutes }),
    });
    this.filter = '';
    this.chosen = definitionId;
    this.leaveMessage();
    return true;
  }

  editMessage(): void {
    const { current, failed } = this.#win.state.presence;
    this.draft ??= startDraft(current, failed);
    this.navigated = false;
  }

  /** For _Set with message…_: the message will go with this row. */
  editMessageFor(id: string): void {
    this.editMessage();
    this.move(id);
  }

  /** False: it is too long, so nothing is sent or changed. */
  sendMessage(): boolean {
    if (isTooLongToSend(this.draft)) return false;
    const message = messageAlone(this.draft);
    if (message !== null) this.#win.send('presence:setMessage', message);
    this.leaveMessage();
    return true;
  }

  leaveMessage(): void {
    this.draft = null;
    this.navigated = false;
  }

  /** The popup closed. Only a message that a person typed stays. */
  hidden(): void {
    this.filter = '';
    this.chosen = null;
    this.navigated = false;
    this.menu = null;
    this.accountMenu = false;
    this.forTime = null;
    this.draft = keepDraft(this.draft);
  }
}
