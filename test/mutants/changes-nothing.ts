/** Operator changes without any visible effect, each with its reason. They count neither as noticed nor as missed. */
import type { Mutation } from './mutations.js';

interface Same {
  readonly file: string;
  /** The line without its indent. */
  readonly text: string;
  readonly was: string;
  readonly why: string;
}

const SAME: readonly Same[] = [];

export const changesNothing = (file: string, { text, was }: Mutation): boolean =>
  SAME.some((one) => one.file === file && one.text === text && one.was === was);
