/** Writes three megabytes to a non-blocking standard output (a parent may pass one down), and ends at once. */
import { Socket } from 'node:net';
import { writeOut } from '../../../../electron/desktop/command-line/output.js';

const nonBlocking = new Socket({ fd: 1 });
nonBlocking.on('error', () => undefined);
writeOut(1, `${'x'.repeat(3_000_000)}\n`);
process.exit(7);
