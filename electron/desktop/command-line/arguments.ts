/** Parses the command line into a command, a start, or a sentence about what is wrong (docs/design.md §5). */
import { parseArgs } from 'node:util';
import type { TextKey, TextParams } from '../../../assets/locales/catalogue.js';
import { parseMinutes, parseSeconds } from '../../../assets/locales/duration.js';
import { handOn, isKnownSwitch, switchesIn, treatmentOf, type Switch } from './chromium-switches.js';
import { LONGEST_MESSAGE, LONGEST_NAME, LONGEST_TIMEOUT_MS, type Command } from './command.js';
import { isSlip, nearest } from './nearest.js';

export type Arguments =
  /** No command: this process becomes the app, or shows the running one. */
  | { readonly kind: 'start'; readonly hidden: boolean; readonly demo: boolean; readonly warnings: readonly Sentence[] }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'command';
      readonly command: Command;
      /** Chromium's switches, as typed, that an app started for this command needs too. */
      readonly handedOn: readonly string[];
      readonly warnings: readonly Sentence[];
    }
  | UsageProblem;

/** A catalogue text. */
export interface Sentence {
  readonly key: TextKey;
  readonly params: TextParams;
}

/** Ends with exit status 2. */
export interface UsageProblem extends Sentence {
  readonly kind: 'usage';
}

export interface ArgumentContext {
  /**
   * Running from source: the first plain argument is the app's folder (`electron . --status`), and every switch counts.
   */
  readonly fromSource: boolean;
  readonly platform: NodeJS.Platform;
  /** The shell's language, BCP 47. Decides how units of time are read. */
  readonly language: string;
}

const OPTIONS = {
  set: { type: 'string' },
  message: { type: 'string' },
  for: { type: 'string' },
  timeout: { type: 'string' },
  status: { type: 'boolean' },
  list: { type: 'boolean' },
  watch: { type: 'boolean' },
  /** A date may follow it, which `parseArgs` cannot express. */
  history: { type: 'boolean' },
  schedule: { type: 'boolean' },
  diagnostics: { type: 'boolean' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  toggle: { type: 'boolean' },
  hidden: { type: 'boolean' },
  demo: { type: 'boolean' },
  'sign-out': { type: 'boolean' },
  quit: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;
type OptionName = keyof typeof OPTIONS;

const COMMANDS = [
  'set',
  'status',
  'watch',
  'list',
  'history',
  'schedule',
  'diagnostics',
  'toggle',
  'sign-out',
  'quit',
  'version',
] as const;
type CommandName = (typeof COMMANDS)[number];

/** The commands each other option goes with. `start`: a start without a command. */
const GOES_WITH: Readonly<Record<string, readonly (CommandName | 'start')[]>> = {
  message: ['set'],
  for: ['set'],
  timeout: ['set'],
  json: ['status', 'watch', 'list', 'history', 'schedule', 'diagnostics'],
  csv: ['history'],
  hidden: ['start'],
  demo: ['start'],
};

const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);
/** @param name without the leading dashes */
export const isOwnOption = (name: string): boolean => isOption(name);
const usage = (key: TextKey, params: TextParams = {}): UsageProblem => ({ kind: 'usage', key, params });

/** The desktop itself adds these: a process serial number (old macOS), a prefetch hint (Windows). */
const fromDesktop = (argument: string): boolean => /^-psn_\d+_\d+$/.test(argument) || /^\/prefetch:\d+$/.test(argument);

/**
 * Without a command the app starts whatever else was typed: a person who starts it from a menu would not see why it
 * refused. A desktop file may contain a switch of a later Chromium, or an unexpanded `%U`. Only a typing error in one
 * of our own options is refused.
 * @param argv `process.argv`: the program, the app's folder if running from source, then what was typed
 */
export function parseArguments(argv: readonly string[], context: ArgumentContext): Arguments {
  const args = argv.slice(1).filter((argument) => !fromDesktop(argument));
  const { tokens } = parseArgs({
    args,
    options: { ...OPTIONS, require: { type: 'string', short: 'r', multiple: true } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  const given = new Map<OptionName, string>();
  const passing: Switch[] = [];
  let folderSeen = !context.fromSource;
  const problems: UsageProblem[] = [];
  /** What is wrong only if there is a command. */
  const doubts: { readonly problem: UsageProblem; readonly warning: Sentence | null }[] = [];
  const unknown = (typed: string): void => {
    const name = typed.replace(/=.*$/s, '');
    const warning: Sentence = { key: 'cli.warn.ignored', params: { argument: name } };
    doubts.push({ problem: unknownOption(name), warning: slipOf(name) === undefined ? warning : null });
  };
  /** `-abc` is three options to `parseArgs`, and one switch to Chromium. */
  let group = -1;
  /** The word right after `--history` is its date. */
  let dateAt = -1;

  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (token.index === dateAt) {
        given.set('history', token.value);
        continue;
      }
      if (folderSeen) {
        const params = { argument: token.value };
        doubts.push({ problem: usage('cli.usage.unexpected', params), warning: { key: 'cli.warn.ignored', params } });
      }
      folderSeen = true;
      continue;
    }
    const { name, rawName, value, inlineValue, index } = token;
    if (name === 'require') continue;
    const typed = args[index] ?? rawName;
    if (!rawName.startsWith('--') && typed.length > 2) {
      if (group !== index) unknown(typed);
      group = index;
    } else if (!isOption(name)) {
      const [found] = switchesIn([typed], context.platform);
      if (found !== undefined && isKnownSwitch(found.name) && rawName.startsWith('--')) passing.push(found);
      else unknown(typed);
    } else if (given.has(name)) {
      problems.push(usage('cli.usage.twice', { option: rawName }));
    } else if (name === 'history') {
      given.set(name, value ?? '');
      if (value === undefined) dateAt = index + 1;
    } else if (OPTIONS[name].type === 'boolean') {
      if (value !== undefined) problems.push(usage('cli.usage.noValue', { option: rawName }));
      given.set(name, '');
    } else if (value === undefined || (value.trim() === '' && name !== 'message')) {
      problems.push(usage('cli.usage.needsValue', { option: rawName }));
    } else if (!inlineValue && value.startsWith('-')) {
      problems.push(usage('cli.usage.dashValue', { option: rawName, value }));
    } else {
      given.set(name, value);
    }
  }

  if (given.has('help')) return { kind: 'help' };
  const isStart = [...given.keys()].every((name) => GOES_WITH[name]?.includes('start') === true);
  const doubt = doubts.find(({ warning }) => !isStart || warning === null);
  const [problem = doubt?.problem] = problems;
  if (problem !== undefined) return problem;
  const warnings = doubts.flatMap(({ warning }) => warning ?? []);
  return context.fromSource
    ? understand(given, { handedOn: passing.flatMap((each) => handOn(each, false) ?? []), warnings }, context.language)
    : installed(args, given, passing, warnings, context);
}

/** The installed app allows only its own list of switches. Chromium reads the command line before us. */
function installed(
  args: readonly string[],
  given: ReadonlyMap<OptionName, string>,
  passing: readonly Switch[],
  warnings: readonly Sentence[],
  { platform, language }: ArgumentContext,
): Arguments {
  const foreign = switchesIn(args, platform).filter(({ name }) => !isOwnOption(name));
  const tooEarly = foreign.find((each) => treatmentOf(each).kind === 'tooEarly');
  if (tooEarly !== undefined) return usage('cli.usage.unsafe', { option: `--${tooEarly.name}` });
  const dropped = passing.filter((each) => treatmentOf(each).kind === 'takenBack');
  return understand(
    given,
    {
      handedOn: passing.flatMap((each) => handOn(each, true) ?? []),
      warnings: [
        ...warnings,
        ...dropped.map(({ typed }): Sentence => ({ key: 'cli.warn.takenBack', params: { option: typed } })),
      ],
    },
    language,
  );
}

/** The option that was meant, if one letter is wrong, missing or extra, or two are swapped. */
const slipOf = (option: string): string | undefined =>
  Object.keys(OPTIONS)
    .map((name) => `--${name}`)
    .find((name) => isSlip(option.toLowerCase(), name));

function unknownOption(option: string): UsageProblem {
  const [suggestion] = nearest(
    option,
    Object.keys(OPTIONS).map((name) => `--${name}`),
    1,
  );
  return suggestion === undefined
    ? usage('cli.usage.unknown', { option })
    : usage('cli.usage.unknownDidYouMean', { option, suggestion });
}

/** Whether it is a calendar date, written as `2026-11-27`. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function understand(
  given: ReadonlyMap<OptionName, string>,
  more: { readonly handedOn: readonly string[]; readonly warnings: readonly Sentence[] },
  language: string,
): Arguments {
  const [name = 'start', second] = COMMANDS.filter((candidate) => given.has(candidate));
  if (second !== undefined) return usage('cli.usage.oneCommand', { first: `--${name}`, second: `--${second}` });
  for (const option of given.keys()) {
    const partners = GOES_WITH[option];
    if (partners === undefined || partners.includes(name)) continue;
    return partners.includes('start')
      ? usage('cli.usage.oneCommand', { first: `--${name}`, second: `--${option}` })
      : usage('cli.usage.onlyWith', {
          option: `--${option}`,
          partners: partners.map((each) => `--${each}`).join(', '),
        });
  }
  const command = (what: Command): Arguments => ({ kind: 'command', command: what, ...more });
  switch (name) {
    case 'start':
      return { kind: 'start', hidden: given.has('hidden'), demo: given.has('demo'), warnings: more.warnings };
    case 'version':
      return { kind: 'version' };
    case 'status':
      return command({ name: 'status', json: given.has('json') });
    case 'list':
      return command({ name: 'list', json: given.has('json') });
    case 'watch':
      return command({ name: 'watch', json: given.has('json') });
    case 'history': {
      const date = given.get('history') ?? '';
      if (date !== '' && !isDate(date)) return usage('cli.usage.badDate', { value: date });
      if (given.has('json') && given.has('csv'))
        return usage('cli.usage.oneCommand', { first: '--json', second: '--csv' });
      const as = given.has('json') ? 'json' : given.has('csv') ? 'csv' : 'text';
      return command({ name: 'history', date: date === '' ? null : date, as });
    }
    case 'schedule':
      return command({ name: 'schedule', json: given.has('json') });
    case 'diagnostics':
      return command({ name: 'diagnostics', json: given.has('json') });
    case 'toggle':
      return command({ name: 'toggle' });
    case 'sign-out':
      return command({ name: 'signOut' });
    case 'quit':
      return command({ name: 'quit' });
    case 'set': {
      const message = given.get('message') ?? null;
      if (message !== null && message.length > LONGEST_MESSAGE) {
        return usage('cli.usage.messageTooLong', { longest: LONGEST_MESSAGE });
      }
      const time = given.get('for');
      const forMinutes = time === undefined ? null : parseMinutes(time, language);
      if (time !== undefined && forMinutes === null) return usage('cli.usage.badTime', { value: time });
      const forMs = forMinutes === null ? null : forMinutes * 60_000;
      const limit = given.get('timeout');
      const seconds = limit === undefined ? undefined : parseSeconds(limit, language);
      const timeoutMs = seconds === undefined ? undefined : (seconds ?? Infinity) * 1000;
      if (limit !== undefined && (timeoutMs ?? 0) > LONGEST_TIMEOUT_MS)
        return usage('cli.usage.badTimeout', { value: limit });
      return command({
        name: 'set',
        presence: (given.get('set') ?? '').slice(0, LONGEST_NAME),
        message,
        forMs,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      });
    }
  }
}
