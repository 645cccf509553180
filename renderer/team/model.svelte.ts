/* eslint-disable svelte/prefer-svelte-reactivity -- rows by the thousand are followed by numbers */
/**
 * What the team window holds: whose presences, how they are found and sorted, who is selected, and where the keys are.
 */
import { untrack } from 'svelte';
import { typedWords } from '../../assets/locales/folding.js';
import type { Value } from '../../electron/ipc/contract.js';
import { isStale } from '../../electron/ipc/stale.js';
import type { TeamRow } from '../../electron/ipc/contract/team.js';
import { lookUp } from '../../electron/look-up.js';
import { FIRST_CHOICE } from '../../electron/team/first-choice.js';
import type { AppWindow } from '../shared/app-window.svelte.js';
import { followObject, type FollowedObject } from '../shared/follow.svelte.js';
import {
  arrange,
  between,
  KINDS,
  kindOf,
  nextSort,
  sharedNames,
  wordsOf,
  type Column,
  type Kind,
  type Sort,
} from './arrange.js';

/** Where the keys act: a person, or the heading (null); and which column, the checkbox being 0. */
export interface Active {
  readonly id: string | null;
  readonly column: number;
}

/** However many changes come, the rows change places no oftener, in milliseconds. */
const REARRANGE_MS = 300;
const MINUTE_MS = 60_000;
/** Reads a mark so that whoever computes is asked again once it is another. */
const depend = (...on: readonly object[]): number => on.length;

export class TeamModel {
  readonly win: AppWindow;
  readonly choices: FollowedObject<Value<'team:choices'>>;
  readonly status: FollowedObject<Value<'team:status'>>;
  readonly job: FollowedObject<Value<'team:job'>>;
  people = $state<string>(FIRST_CHOICE);
  sourceId = $state<string | null>(null);
  words = $state('');
  kinds = $state.raw<ReadonlySet<Kind>>(new Set());
  sort = $state.raw<Sort>({ column: 'name', descending: false });
  selected = $state.raw<ReadonlySet<string>>(new Set());
  active = $state.raw<Active | null>(null);
  /** Main would not open the list. */
  refused = $state(false);
  /** Rows have come. */
  loaded = $state(false);

  readonly #rows = new Map<string, TeamRow>();
  readonly #text = new Map<string, string>();
  readonly #counts = new Map<Kind, number>();
  /** Something of some row is other than it was. */
  #version = $state.raw({});
  /** Rows came, or may stand elsewhere. */
  #order = $state.raw({});
  #rank = new Map<string, number>();
  #rankOutdated = true;
  #shared: ReadonlySet<string> = new Set();
  #still: readonly string[] = [];
  #stillFor = '';
  #rearranging = false;
  /** Where a range begins. */
  #anchor: string | null = null;
  readonly #collator: Intl.Collator;

  readonly #watched: ReadonlySet<string>;

  readonly shown: readonly string[];
  readonly counts: readonly { readonly kind: Kind; readonly count: number }[];
  readonly total: number;
  readonly stale: boolean;
  /** The time that spans are counted to: it stands still while nothing is known any more (docs/design.md §3.14). */
  readonly now: number;

  constructor(win: AppWindow) {
    this.win = win;
    this.#collator = $derived(new Intl.Collator(win.t.language, { numeric: true, sensitivity: 'base' }));
    this.choices = followObject(win, 'team:choices', () => undefined);
    this.status = followObject(win, 'team:status', () => undefined);
    this.job = followObject(win, 'team:job', () => undefined);
    this.shown = $derived.by(() => this.#arrange());
    this.counts = $derived.by(() => {
      depend(this.#version);
      return KINDS.flatMap((kind) => {
        const count = this.#counts.get(kind) ?? 0;
        return count > 0 ? [{ kind, count }] : [];
      });
    });
    this.total = $derived.by(() => {
      depend(this.#order);
      return this.#rows.size;
    });
    this.#watched = $derived(new Set(this.choices.value?.watched ?? []));
    this.stale = $derived(isStale(win.state));
    this.now = $derived(this.stale ? (win.state.connection.asOf ?? win.now) : win.now);
  }

  /** Follows the rows of whoever is chosen. Call in an effect, which runs again when the choice changes. */
  followRows(): () => void {
    const { people, sourceId } = this;
    return untrack(() => this.#follow(people, sourceId));
  }

  row(id: string): TeamRow | undefined {
    depend(this.#version);
    return this.#rows.get(id);
  }

  rowsOf(ids: Iterable<string>): TeamRow[] {
    return [...ids].flatMap((id) => this.row(id) ?? []);
  }

  nameOf(row: TeamRow): string {
    return row.name ?? this.win.t('team.nameless', { id: row.id.slice(0, 8) });
  }

  /** Two people of one name are told apart by their department. */
  fullNameOf(row: TeamRow): string {
    const name = this.nameOf(row);
    if (row.name === null || !this.#shared.has(row.name)) return name;
    return this.win.t('team.nameAndDepartment', { name, department: row.department ?? row.id.slice(0, 8) });
  }

  /** Minutes after which this presence is too long; null: none. */
  thresholdOf(row: TeamRow): number | null {
    const kind = row.presence?.systemPresence;
    return kind === undefined ? null : (lookUp(this.choices.value?.thresholds ?? {}, kind) ?? null);
  }

  isTooLong(row: TeamRow): boolean {
    const minutes = this.thresholdOf(row);
    return minutes !== null && row.since !== null && this.now - row.since >= minutes * MINUTE_MS;
  }

  /** Whether the app goes on watching this person with the window closed. */
  watches(id: string): boolean {
    return this.#watched.has(id);
  }

  /** The name that is looked for in the whole organisation; null: a list is shown. */
  get named(): string | null {
    return this.people.startsWith('named:') ? this.people.slice('named:'.length) : null;
  }

  choose(people: string): void {
    if (people === this.people) return;
    this.people = people;
  }

  sortBy(column: Column): void {
    this.sort = nextSort(this.sort, column);
  }

  toggleKind(kind: Kind): void {
    const kinds = new Set(this.kinds);
    if (!kinds.delete(kind)) kinds.add(kind);
    this.kinds = kinds;
  }

  showAll(): void {
    this.words = '';
    this.kinds = new Set();
  }

  // Selection.
  toggle(id: string): void {
    const selected = new Set(this.selected);
    if (!selected.delete(id)) selected.add(id);
    this.#anchor = id;
    this.selected = selected;
  }

  /** Everyone from where the range began. */
  extendTo(id: string): void {
    this.selected = new Set([...this.selected, ...between(this.shown, this.#anchor, id)]);
    this.#anchor ??= id;
  }

  toggleAll(): void {
    this.selected = this.allSelected ? new Set() : new Set([...this.selected, ...this.shown]);
  }

  clear(): void {
    this.selected = new Set();
    this.#anchor = null;
  }

  get allSelected(): boolean {
    return this.shown.length > 0 && this.shown.every((id) => this.selected.has(id));
  }

  /** Lets the rows stand as they do as long as some are selected: under the pointer nothing changes places. */
  #arrange(): readonly string[] {
    depend(this.#order);
    const words = typedWords(this.words);
    const { column, descending } = this.sort;
    const asked = [this.people, this.sourceId, words.join(' '), [...this.kinds].join(), column, descending].join('|');
    if (this.selected.size > 0 && asked === this.#stillFor) {
      const here = new Set(this.#still);
      const kept = this.#still.filter((id) => this.#rows.has(id));
      const came = this.#sorted(words).filter((id) => !here.has(id));
      return (this.#still = came.length === 0 && kept.length === this.#still.length ? this.#still : [...kept, ...came]);
    }
    this.#stillFor = asked;
    this.#still = this.#sorted(words);
    return this.#still;
  }

  #sorted(words: readonly string[]): string[] {
    this.#rankNames();
    return arrange(this.#rows.values(), {
      words,
      kinds: this.kinds,
      sort: this.sort,
      text: (id) => this.#text.get(id) ?? '',
      rank: (id) => this.#rank.get(id) ?? 0,
      compare: (one, other) => this.#collator.compare(one, other),
    });
  }

  /** Names are compared once for all: that is what takes time. */
  #rankNames(): void {
    if (!this.#rankOutdated) return;
    this.#rankOutdated = false;
    const rows = [...this.#rows.values()];
    this.#shared = sharedNames(rows);
    const compare = (one: TeamRow, other: TeamRow): number =>
      one.name === null || other.name === null
        ? Number(one.name === null) - Number(other.name === null)
        : this.#collator.compare(one.name, other.name);
    rows.sort((one, other) => compare(one, other) || (one.id < other.id ? -1 : 1));
    this.#rank = new Map(rows.map(({ id }, place) => [id, place]));
  }

  #follow(people: string, sourceId: string | null): () => void {
    this.#forget();
    const end = this.win.api.follow('team:rows', { people, sourceId }, (heard) => {
      if (heard.kind === 'refused') {
        this.refused = true;
        return;
      }
      if (heard.kind === 'snapshot') {
        this.#forget();
        this.#put(heard.value);
        this.loaded = true;
        return;
      }
      for (const id of heard.value.gone ?? []) this.#drop(id);
      this.#put(heard.value.put ?? []);
    });
    return end;
  }

  #forget(): void {
    this.#rows.clear();
    this.#text.clear();
    this.#counts.clear();
    this.#rankOutdated = true;
    this.refused = false;
    this.loaded = false;
    this.selected = new Set();
    this.#anchor = null;
    this.active = null;
    this.#version = {};
    this.#order = {};
  }

  #put(rows: readonly TeamRow[]): void {
    let came = false;
    let moved = false;
    for (const row of rows) {
      const before = this.#rows.get(row.id);
      this.#rows.set(row.id, row);
      this.#text.set(row.id, wordsOf(row, this.win.t('team.nameless', { id: row.id.slice(0, 8) })));
      if (before !== undefined) this.#count(kindOf(before), -1);
      this.#count(kindOf(row), 1);
      if (before === undefined || before.name !== row.name) {
        this.#rankOutdated = true;
        came = true;
      } else if (this.#movesBy(before, row)) moved = true;
    }
    this.#version = {};
    if (came) this.#order = {};
    else if (moved) this.#rearrangeSoon();
  }

  #movesBy(before: TeamRow, row: TeamRow): boolean {
    if (this.kinds.size > 0 || this.words !== '') return true;
    switch (this.sort.column) {
      case 'name':
        return false;
      case 'presence':
        return before.presence?.label !== row.presence?.label;
      case 'time':
        return before.since !== row.since;
      case 'routing':
        return before.routing !== row.routing;
      case 'message':
        return before.message !== row.message;
    }
  }

  #rearrangeSoon(): void {
    if (this.#rearranging) return;
    this.#rearranging = true;
    setTimeout(() => {
      this.#rearranging = false;
      this.#order = {};
    }, REARRANGE_MS);
  }

  #drop(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#rows.delete(id);
    this.#text.delete(id);
    this.#count(kindOf(row), -1);
    this.#version = {};
    this.#order = {};
  }

  #count(kind: Kind, by: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + by);
  }
}
