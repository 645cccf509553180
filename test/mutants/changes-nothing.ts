/** Operator changes without any visible effect, each with its reason. They count neither as noticed nor as missed. */
import type { Mutation } from './mutations.js';

interface Same {
  readonly file: string;
  /** The line without its indent. */
  readonly text: string;
  readonly was: string;
  readonly why: string;
}

const SAME: readonly Same[] = [
  {
    file: 'electron/desktop/command-line/quick-client.ts',
    text: 'if (descriptor === null || hello.done) return false;',
    was: '||',
    why: 'The hello is never done at its first step. Without a descriptor writing throws, which means the same.',
  },
  {
    file: 'electron/desktop/command-line/watch.ts',
    text: 'if (current.since === null || earlier.since === null) return state;',
    was: '||',
    why: 'The next line takes a missing start for 1970, which is no start a presence has now. The check is for the types.',
  },
  {
    file: 'electron/schedule/schedule.ts',
    text: 'if (read === null || stopped) return;',
    was: '||',
    why: 'Only a plan that was just read, or the timer after one, leads here, and neither comes once it has stopped.',
  },
  {
    file: 'renderer/day/timeline.ts',
    text: 'if (to - from >= LEAST_MS) return { from, to };',
    was: '>=',
    why: 'Exactly the least span comes out of the next lines unchanged.',
  },
];

export const changesNothing = (file: string, { text, was }: Mutation): boolean =>
  SAME.some((one) => one.file === file && one.text === text && one.was === was);
