/** docs/command-line.md has what `--help` lists, and nothing else. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { switchesIn, treatmentOf } from '../../../electron/desktop/command-line/chromium-switches.js';
import { helpText } from '../../../electron/desktop/command-line/help.js';
import { english } from '../english.js';

const page = readFileSync('docs/command-line.md', 'utf8');
const optionsOf = (text: string): Set<string> => new Set(text.match(/(?<![\w-])--[a-z][a-z-]+/g));

/** Options of other programs, and Chromium's. */
const NOT_OURS = ['--unbuffered', '--no-sandbox', '--js-flags', '--stauts'];

it('the page about the command line has each option that --help lists, and no other', () => {
  const named = [...optionsOf(page)].filter((option) => !NOT_OURS.includes(option));
  expect(named.sort()).toEqual([...optionsOf(helpText(english))].sort());
});

it('the page names switches that the installed app refuses', () => {
  const refused = switchesIn(['--no-sandbox', '--js-flags'], 'linux').map((each) => treatmentOf(each).kind);
  expect(refused).toEqual(['tooEarly', 'tooEarly']);
});
