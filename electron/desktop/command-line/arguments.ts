/** Reads what was typed: one command, a start, or a sentence about what is wrong with it (design §5). */
import { parseArgs } from 'node:util';
import type { TextKey, TextParams } from '../../../assets/locales/catalogue.js';
import { parseMinutes } from '../../../assets/locales/duration.js';
import { isHandedOn, isPassingSwitch } from './chromium-switches.js';
import { LONGEST_MESSAGE, LONGEST_NAME, type Command } from './command.js';
import { nearest } from './nearest.js';

export type Arguments =
  /** No command: this process is to become the app, or to show the one that runs. */
  | { readonly kind: 'start'; readonly hidden: boolean; readonly demo: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'command';
      readonly command: Command;
      /** Chromium's switches that an app started for this command needs as well, as typed. */
      readonly handedOn: readonly string[];
    }
  | UsageProblem;

/** A sentence of the catalogue; exit status 2. */
export interface UsageProblem {
  readonly kind: 'usage';
  readonly key: TextKey;
  readonly params: TextParams;
}

const OPTIONS = {
  set: { type: 'string' },
  message: { type: 'string' },
  for: { type: 'string' },
  status: { type: 'boolean' },
  list: { type: 'boolean' },
  json: { type: 'boolean' },
  toggle: { type: 'boolean' },
  hidden: { type: 'boolean' },
  demo: { type: 'boolean' },
  'sign-out': { type: 'boolean' },
  quit: { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;
type OptionName = keyof typeof OPTIONS;

const COMMANDS = ['set', 'status', 'list', 'toggle', 'sign-out', 'quit', 'version'] as const;
type CommandName = (typeof COMMANDS)[number];

/** Which commands the other options go with; `start` is the start without a command. */
const GOES_WITH: Readonly<Record<string, readonly (CommandName | 'start')[]>> = {
  message: ['set'],
  for: ['set'],
  json: ['status', 'list'],
  hidden: ['start'],
  demo: ['start'],
};

const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);
const usage = (key: TextKey, params: TextParams = {}): UsageProblem => ({ kind: 'usage', key, params });

/** What the desktop itself adds: a process serial number (old macOS), a prefetch hint (Windows). */
const fromDesktop = (argument: string): boolean => /^-psn_\d+_\d+$/.test(argument) || /^\/prefetch:\d+$/.test(argument);

/**
 * @param argv `process.argv`: the program, in a source tree the app's folder, then what was typed
 * @param appFolderGiven whether the first plain argument is the app's folder (`electron . --status`), as it is unless packaged
 * @param language the shell's, BCP 47: how units of time are read
 */
export function parseArguments(argv: readonly string[], appFolderGiven: boolean, language: string): Arguments {
  const { tokens } = parseArgs({
    args: argv.slice(1).filter((argument) => !fromDesktop(argument)),
    options: { ...OPTIONS, require: { type: 'string', short: 'r', multiple: true } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  const given = new Map<OptionName, string>();
  const handedOn: string[] = [];
  let folderSeen = !appFolderGiven;
  const problems: UsageProblem[] = [];
  const wrong = (found: UsageProblem): void => {
    problems.push(found);
  };

  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (folderSeen) wrong(usage('cli.usage.unexpected', { argument: token.value }));
      folderSeen = true;
      continue;
    }
    const { name, rawName, value, inlineValue } = token;
    if (name === 'require') continue;
    if (!isOption(name)) {
      if (isPassingSwitch(name) && rawName.startsWith('--')) {
        if (isHandedOn(name)) handedOn.push(value === undefined ? rawName : `${rawName}=${value}`);
      } else {
        wrong(unknownOption(rawName));
      }
    } else if (given.has(name)) {
      wrong(usage('cli.usage.twice', { option: rawName }));
    } else if (OPTIONS[name].type === 'boolean') {
      if (value !== undefined) wrong(usage('cli.usage.noValue', { option: rawName }));
      given.set(name, '');
    } else if (value === undefined || (value.trim() === '' && name !== 'message')) {
      wrong(usage('cli.usage.needsValue', { option: rawName }));
    } else if (!inlineValue && value.startsWith('-')) {
      wrong(usage('cli.usage.dashValue', { option: rawName, value }));
    } else {
      given.set(name, value);
    }
  }

  if (given.has('help')) return { kind: 'help' };
  return problems[0] ?? understand(given, handedOn, language);
}

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

function understand(given: ReadonlyMap<OptionName, string>, handedOn: readonly string[], language: string): Arguments {
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
  const command = (what: Command): Arguments => ({ kind: 'command', command: what, handedOn });
  switch (name) {
    case 'start':
      return { kind: 'start', hidden: given.has('hidden'), demo: given.has('demo') };
    case 'version':
      return { kind: 'version' };
    case 'status':
      return command({ name: 'status', json: given.has('json') });
    case 'list':
      return command({ name: 'list', json: given.has('json') });
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
      return command({ name: 'set', presence: (given.get('set') ?? '').slice(0, LONGEST_NAME), message, forMs });
    }
  }
}
