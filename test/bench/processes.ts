/** Reads what /proc says of the processes that run now. */
import { readFileSync, readdirSync } from 'node:fs';
import { descendants, parsePss, parseRss, parseStat, type ProcessStat } from './proc.js';

export interface ProcessFacts extends ProcessStat {
  readonly command: string;
}

export function readProcesses(): ProcessFacts[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ ...parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8')), command }];
      } catch {
        // It ended while the list was read.
        return [];
      }
    });
}

/** Other Electrons and Chromiums, whose pages would be shared. */
export const electronsAlive = (processes: readonly ProcessFacts[]): string[] =>
  processes
    .filter(({ command }) => /^\S*(electron|chrom(e|ium)|presence-tray)\S* .*--type=zygote/.test(command))
    .map(({ command }) => command.slice(0, 80));

/** A program's whole memory: the proportional set size of every process it has, in bytes. @throws Error where one cannot be read */
export function pssOf(pid: number): number {
  return descendants(pid, readProcesses())
    .map((one) => parsePss(readFileSync(`/proc/${one.pid}/smaps_rollup`, 'utf8')))
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** The resident memory of one process, in bytes. */
export const rssOf = (pid: number): number => parseRss(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));

/** The time that every process of a program has been on a processor, in ticks. */
export const ticksOf = (pid: number): number =>
  descendants(pid, readProcesses()).reduce((sum, { ticks }) => sum + ticks, 0);

/** How many windows' processes a program has. */
export const renderersOf = (pid: number): number =>
  descendants(pid, readProcesses()).filter(({ command }) => command.includes('--type=renderer')).length;
