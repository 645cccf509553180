/** An import, from choosing a file to its last row: what it would do, then the result of each row. One at a time. */
import type { OrganizationDefinition } from '../genesys/definitions.js';
import type { ProblemText } from '../genesys/problem.js';
import type { Clock } from '../ports.js';
import { readDefinitionFile, writeDefinitions, type Division, type FileRow } from './definition-file.js';
import type { DefinitionWriter } from './definition-writer.js';
import { isToBeSent, planImport, type PlanContext, type PlannedRow, type Reason } from './import-plan.js';
import { runImport, type ImportEnd, type RowOutcome } from './import-run.js';

export interface ImportState {
  /** `plan`: nothing was sent yet. */
  readonly step: 'none' | 'reading' | 'plan' | 'running' | 'ended';
  /** The file's name. */
  readonly file: string;
  /** Where the backup of the earlier list is. Null: it could not be kept, or must not be. */
  readonly backup: string | null;
  readonly done: number;
  readonly total: number;
  readonly end: ImportEnd['kind'] | null;
  /** Why it ended early. */
  readonly problem: ProblemText | null;
}

export interface ImportRow extends PlannedRow, RowOutcome {}

export interface ImportDeskDeps {
  readonly clock: Clock;
  readonly writer: DefinitionWriter;
  /** Reads the list again. @throws GenesysError */
  readonly list: () => Promise<readonly OrganizationDefinition[]>;
  divisions(): Promise<readonly Division[]>;
  readonly context: Omit<PlanContext, 'divisions'>;
  /** Keeps a copy of the list. Null: it must not be kept. Rejects if it cannot be. */
  keep(content: string): Promise<string | null>;
  changed(): void;
  /** Definitions were changed at the service. */
  written(): Promise<void>;
}

export interface ImportDesk {
  state(): ImportState;
  rows(): readonly ImportRow[];
  /** Reads a file and shows what it would do. @returns why it cannot be read. Null: it can */
  open(file: string, text: string): Promise<Reason | null>;
  /** Shows again what the same file would do to the current list. */
  again(): Promise<void>;
  apply(): Promise<void>;
  /** Sends nothing more after the current row. */
  stop(): void;
  close(): void;
}

const NONE: ImportState = {
  step: 'none',
  file: '',
  backup: null,
  done: 0,
  total: 0,
  end: null,
  problem: null,
};

export function createImportDesk(deps: ImportDeskDeps): ImportDesk {
  let state = NONE;
  let rows: readonly ImportRow[] = [];
  let fileRows: readonly FileRow[] = [];
  let stopping = new AbortController();

  const show = (change: Partial<ImportState>): void => {
    state = { ...state, ...change };
    deps.changed();
  };

  /** @throws GenesysError if the list cannot be read */
  const plan = async (): Promise<void> => {
    show({ step: 'reading', done: 0, total: 0, end: null, problem: null });
    const [current, divisions] = await Promise.all([deps.list(), deps.divisions()]);
    if (state.step !== 'reading') return;
    const backup = await deps.keep(writeDefinitions('json', current, divisions)).catch(() => null);
    const planned = planImport(fileRows, current, { ...deps.context, divisions });
    rows = planned.map((row) => ({ ...row, result: 'waiting', problem: null }));
    show({ step: 'plan', backup, total: planned.filter(isToBeSent).length });
  };

  return {
    state: () => state,
    rows: () => rows,

    async open(file, text) {
      if (state.step === 'running') return null;
      const reading = readDefinitionFile(text);
      if (!reading.ok) return { key: reading.key, params: { columns: reading.columns } };
      fileRows = reading.rows;
      rows = [];
      state = { ...NONE, file };
      try {
        await plan();
      } catch (error) {
        state = NONE;
        deps.changed();
        throw error;
      }
      return null;
    },

    async again() {
      if (state.step !== 'ended' && state.step !== 'plan') return;
      const before = { state, rows };
      try {
        await plan();
      } catch (error) {
        ({ state, rows } = before);
        deps.changed();
        throw error;
      }
    },

    async apply() {
      if (state.step !== 'plan' || state.total === 0) return;
      stopping = new AbortController();
      show({ step: 'running', done: 0 });
      const before = await deps.list().catch(() => []);
      const end = await runImport(rows, {
        clock: deps.clock,
        writer: deps.writer,
        list: deps.list,
        before,
        stop: stopping.signal,
        tell(row, outcome) {
          rows = rows.map((one) => (one.id === row.id ? { ...one, ...outcome } : one));
          show(outcome.result === 'sending' ? {} : { done: state.done + 1 });
        },
      });
      rows = rows.map((one) =>
        isToBeSent(one) && (one.result === 'waiting' || one.result === 'sending')
          ? { ...one, result: 'notSent', problem: null }
          : one,
      );
      show({ step: 'ended', end: end.kind, problem: end.kind === 'failed' ? end.problem : null });
      await deps.written();
    },

    stop: () => stopping.abort(),

    close() {
      stopping.abort();
      if (state.step === 'running') return;
      fileRows = [];
      rows = [];
      state = NONE;
      deps.changed();
    },
  };
}
