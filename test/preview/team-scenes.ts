/** What supervisors do in the team window, for looking at. */
import type { Page } from 'playwright';
import { change, fixtures } from './fixtures.js';
import type { Scene } from './scenes.js';
import { halfRefused } from './team-fixtures.js';
import { NOW } from './now.js';

const live = fixtures['live'];
const arabic = fixtures['arabic'];

type Change = Parameters<typeof change>[1];
const scene = (more: Change, act: (page: Page) => Promise<void> = () => Promise.resolve()): Scene => ({
  state: live && change(live, more),
  act,
});

const tick = (page: Page, ...names: readonly string[]): Promise<void> =>
  names.reduce(
    (before, name) => before.then(() => page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).click()),
    Promise.resolve(),
  );
const openDialog = async (page: Page): Promise<void> => {
  await tick(page, 'Claude Shannon', 'Donald Knuth', 'Frances Allen');
  await page.getByRole('button', { name: 'Set presence…' }).click();
  await page.getByRole('dialog').waitFor();
};

const status = live?.followed['team:status'];
const choices = live?.followed['team:choices'];
const nobody = { 'team:rows': [] };

export const teamScenes: Readonly<Record<string, Scene>> =
  live === undefined || status === undefined || choices === undefined
    ? {}
    : {
        'team-live': scene({}),
        'team-selected': scene({}, (page) => tick(page, 'Claude Shannon', 'Donald Knuth', 'Frances Allen')),
        'team-dialog': scene({}, async (page) => {
          await openDialog(page);
          await page.getByRole('option', { name: 'Customer meeting on site' }).click();
          await page.getByRole('textbox', { name: 'Status message' }).fill('fire drill, back at 15:00');
        }),
        'team-on-queue': scene({}, async (page) => {
          await openDialog(page);
          await page.getByRole('option', { name: 'On Queue' }).click();
          await page.getByRole('button', { name: 'Set', exact: true }).click();
        }),
        'team-results': scene({ followed: halfRefused(NOW) }, async (page) => {
          await page.getByRole('button', { name: 'Results' }).click();
          await page.getByRole('table', { name: 'Results' }).waitFor();
        }),
        'team-filtered': scene({}, async (page) => {
          await page.getByRole('button', { name: /^On Queue/ }).click();
        }),
        'team-no-match': scene({}, (page) => page.getByRole('searchbox').fill('zebra')),
        'team-loading': scene({
          followed: { ...nobody, 'team:status': { ...status, phase: 'loading', total: 0 } },
        }),
        'team-reading': scene({
          followed: {
            'team:rows': live.followed['team:rows'].map((row, at) =>
              at % 3 === 0
                ? { ...row, state: 'waiting' as const, presence: null, since: null, routing: null, readAt: null }
                : row,
            ),
            'team:status': { ...status, waiting: 5, unknown: 0, live: 0 },
          },
        }),
        'team-empty': scene({
          followed: { ...nobody, 'team:status': { ...status, total: 0, unknown: 0, live: 0, oldest: null } },
        }),
        'team-failed': scene({
          followed: {
            ...nobody,
            'team:status': {
              ...status,
              phase: 'failed',
              total: 0,
              problem: {
                key: 'error.notAuthorized',
                params: {},
                serviceMessage: null,
                status: 403,
                code: 'not.authorized',
                correlationId: null,
                retryable: false,
              },
            },
          },
        }),
        'team-offline': scene({
          connection: { kind: 'lost', asOf: NOW - 9 * 60_000, problem: null },
        }),
        'team-no-permission': scene(
          { followed: { 'team:choices': { ...choices, mayEdit: false, mayExport: false } } },
          (page) => tick(page, 'Claude Shannon'),
        ),
        'team-menu': scene({}, (page) =>
          page.getByRole('rowheader', { name: 'Grace Hopper' }).click({ button: 'right' }),
        ),
        'team-thresholds': scene({}, (page) => page.getByRole('button', { name: /^Longer than/ }).click()),
        'team-save-list': scene({}, async (page) => {
          await tick(page, 'Claude Shannon', 'Donald Knuth');
          await page.getByRole('button', { name: 'Save as list…' }).click();
        }),
        'team-sources': scene({}, async (page) => {
          await page.getByRole('rowheader', { name: 'Hedy Lamarr' }).click({ button: 'right' });
          await page.getByRole('menuitem', { name: 'Presence sources…' }).click();
          await page.getByRole('dialog').waitFor();
        }),
        'team-keyboard': scene({}, async (page) => {
          await page.getByRole('grid').focus();
          for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
          await page.keyboard.press('ArrowRight');
        }),
        ...(arabic === undefined
          ? {}
          : {
              'team-right-to-left': {
                state: arabic,
                act: (page: Page) => page.locator('input[type=checkbox]').nth(2).click(),
              },
            }),
      };
