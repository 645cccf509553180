/** Reads what /proc says about running processes. */
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
        // It ended while the list was being read.
        return [];
      }
    });
}

/** Other Electrons and Chromiums, which would share pages. */
export const electronsAlive = (processes: readonly ProcessFacts[]): string[] =>
  processes
    .filter(({ command }) => /^\S*(electron|chrom(e|ium)|presence-tray)\S* .*--type=zygote/.test(command))
    .map(({ command }) => command.slice(0, 80));

/**
 * A program's total memory: the proportional set size of all its processes, in bytes. @throws Error if one cannot be
 * read
 */
export function pssOf(pid: number): number {
  return descendants(pid, readProcesses())
    .map((one) => parsePss(readFileSync(`/proc/${one.pid}/smaps_rollup`, 'utf8')))
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** One process's resident memory, in bytes. */
export const rssOf = (pid: number): number => parseRss(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));

/** The processor time of all a program's processes, in ticks. */
export const ticksOf = (pid: number): number =>
  descendants(pid, readProcesses()).reduce((sum, { ticks }) => sum + ticks, 0);

/** The number of a program's renderer processes. */
export const renderersOf = (pid: number): number =>
  descendants(pid, readProcesses()).filter(({ command }) => command.includes('--type=renderer')).length;
