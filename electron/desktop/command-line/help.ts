import type { TextKey, Texts } from '../../../assets/locales/catalogue.js';

/** What scripts type (fixed, docs/design.md §5), and the key of its description. */
const LINES: readonly (readonly [string, TextKey])[] = [
  ['--set NAME_OR_ID', 'cli.help.set'],
  ['  --message TEXT', 'cli.help.message'],
  ['  --for TIME', 'cli.help.for'],
  ['  --timeout TIME', 'cli.help.timeout'],
  ['--status [--json]', 'cli.help.status'],
  ['--watch [--json]', 'cli.help.watch'],
  ['--list [--json]', 'cli.help.list'],
  ['--history [DATE] [--json|--csv]', 'cli.help.history'],
  ['--schedule [--json]', 'cli.help.schedule'],
  ['--diagnostics [--json]', 'cli.help.diagnostics'],
  ['--toggle', 'cli.help.toggle'],
  ['--sign-out', 'cli.help.signOut'],
  ['--quit', 'cli.help.quit'],
  ['--hidden', 'cli.help.hidden'],
  ['--demo', 'cli.help.demo'],
  ['--user-data-dir=DIR', 'cli.help.userDataDir'],
  ['-h, --help', 'cli.help.help'],
  ['--version', 'cli.help.version'],
];

/** The name of the command in every package. */
export const PROGRAM = 'presence-tray';

const EXAMPLES = [
  `${PROGRAM} --set "On Queue"`,
  `${PROGRAM} --set Meal --message "back at 13:00" --for 30m`,
  `${PROGRAM} --status --json`,
];

export function helpText(texts: Texts): string {
  const width = Math.max(...LINES.map(([option]) => option.length)) + 2;
  return [
    texts('cli.help.usage', { program: PROGRAM }),
    texts('cli.help.intro'),
    '',
    texts('cli.help.options'),
    ...LINES.map(([option, key]) => `  ${option.padEnd(width)}${texts(key)}`),
    '',
    texts('cli.help.examples'),
    ...EXAMPLES.map((example) => `  ${example}`),
    '',
    texts('cli.help.exit'),
    '',
  ].join('\n');
}
