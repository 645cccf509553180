/**
 * Applies a plan, one row at a time. A refused row does not stop the others. What would refuse all of them does: an
 * ended session, a missing permission, an unreachable service.
 */
import { GenesysError, toProblemText } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';
import { patiently } from '../genesys/patience.js';
import { LONGEST_ASKED_WAIT_MS, mayHaveTakenEffect, mayPass } from '../genesys/retry.js';
import type { OrganizationDefinition } from '../genesys/definitions.js';
import type { Clock } from '../ports.js';
import { idsOf, sameId } from '../genesys/same-id.js';
import { fieldsOf, sameFields, twinsOf } from './definition-fields.js';
import type { DefinitionWriter } from './definition-writer.js';
import { isToBeSent, type PlannedRow } from './import-plan.js';

/**
 * `unsure`: it may have arrived, and that could not be checked. `changedMeanwhile`: the definition is no longer what
 * the plan was made from.
 */
export type RowResult =
  'waiting' | 'sending' | 'done' | 'refused' | 'changedMeanwhile' | 'different' | 'unsure' | 'notSent';

export interface RowOutcome {
  readonly result: RowResult;
  readonly problem: ProblemText | null;
}

export interface ImportRunDeps {
  readonly clock: Clock;
  readonly writer: DefinitionWriter;
  /** The current list. @throws GenesysError */
  list(): Promise<readonly OrganizationDefinition[]>;
  /** The list as it was before the first row. */
  readonly before: readonly OrganizationDefinition[];
  /** A person stopped it. */
  readonly stop: AbortSignal;
  tell(row: PlannedRow, outcome: RowOutcome): void;
}

/** How it ended: all rows were tried, a person stopped it, or something else did. */
export type ImportEnd =
  { readonly kind: 'done' | 'stopped' } | { readonly kind: 'failed'; readonly problem: ProblemText };

const outcome = (result: RowResult, problem: ProblemText | null = null): RowOutcome => ({ result, problem });

/** After this many temporary failures in a row, the service is not well. */
const MOST_FAILURES = 2;
const labelled = (one: OrganizationDefinition) => ({ ...one, labels: one.languageLabels });

const endsAll = (error: unknown): boolean =>
  error instanceof GenesysError &&
  (error.status === 401 || error.status === 403 || error.kind === 'network' || error.kind === 'tls');

export async function runImport(rows: readonly PlannedRow[], deps: ImportRunDeps): Promise<ImportEnd> {
  const patience = { clock: deps.clock, signal: deps.stop, longestMs: LONGEST_ASKED_WAIT_MS };
  let failures = 0;
  for (const row of rows.filter(isToBeSent)) {
    if (deps.stop.aborted) return { kind: 'stopped' };
    deps.tell(row, outcome('sending'));
    try {
      deps.tell(row, await patiently(patience, () => send(row, deps)));
      failures = 0;
    } catch (error) {
      if (error instanceof GenesysError && error.kind === 'cancelled') return { kind: 'stopped' };
      const problem = toProblemText(error);
      deps.tell(row, mayHaveTakenEffect(error) ? await look(row, deps, problem) : outcome('refused', problem));
      failures = mayPass(error) ? failures + 1 : 0;
      if (endsAll(error) || failures >= MOST_FAILURES) return { kind: 'failed', problem };
    }
  }
  return { kind: 'done' };
}

async function send(
  { verdict, definitionId, before, after }: PlannedRow,
  { writer, before: list }: ImportRunDeps,
): Promise<RowOutcome> {
  if (after === null) return outcome('notSent');
  // Somebody made the same one after the plan was shown.
  if (definitionId === null && twinsOf(list.map(labelled), after, null).length > 0) return outcome('changedMeanwhile');
  const result =
    definitionId === null || before === null
      ? await writer.create(after, null, false)
      : verdict === 'deactivate' && sameFields({ ...before, deactivated: true }, after)
        ? await writer.setActive(definitionId, false)
        : await writer.update(definitionId, before, after);
  switch (result.kind) {
    case 'done':
      return outcome('done');
    case 'conflict':
      return outcome('changedMeanwhile');
    case 'different':
      return outcome('different');
    case 'refused':
      return outcome('refused', result.problem);
  }
}

/** The answer was lost. The list shows whether the change arrived. */
async function look(
  { definitionId, after }: PlannedRow,
  deps: ImportRunDeps,
  problem: ProblemText,
): Promise<RowOutcome> {
  try {
    if (after === null) return outcome('refused', problem);
    const isIt = (one: OrganizationDefinition, id: string): boolean =>
      sameId(one.id, id) && sameFields(fieldsOf(one), after);
    const arrived =
      definitionId === null
        ? (await deps.writer.findMade(after, idsOf(deps.before), deps.stop)) !== null
        : (await deps.list()).some((one) => isIt(one, definitionId));
    return arrived ? outcome('done') : outcome('refused', problem);
  } catch {
    return outcome('unsure', problem);
  }
}
