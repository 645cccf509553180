import { writeSync } from 'node:fs';
import type { Piece } from './command.js';
import { errorCode } from './private-files.js';
import { sleepSync } from './sleep.js';

/**
 * Writes everything before it returns, even to a pipe that is full, because the process ends right after. A reader that
 * left (`| head -1`) or a closed output is no error.
 * @param descriptor 1 for standard output, 2 for standard error
 * @returns whether somebody still reads it
 */
export function writeOut(descriptor: 1 | 2, text: string): boolean {
  const bytes = Buffer.from(text);
  let from = 0;
  while (from < bytes.length) {
    try {
      from += writeSync(descriptor, bytes, from);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') return false;
      sleepSync(2);
    }
  }
  return true;
}

/** @returns whether somebody still reads standard output */
export function writePiece({ out, err }: Piece): boolean {
  if (err !== '') writeOut(2, err);
  return out === '' || writeOut(1, out);
}
