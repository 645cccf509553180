import { join } from 'node:path';
import { run } from '../desktop/processes.js';
import { projectFolder } from '../desktop/ordinary-user.js';
import { expect, test } from './fixtures.js';

test('an administrator calls any operation with the sign-in the app has', async ({ desk }) => {
  const api = (...words: readonly string[]) =>
    run(
      process.execPath,
      [
        '--import',
        'tsx',
        join(projectFolder, 'electron', 'api-tool', 'main.ts'),
        `--user-data-dir=${desk.userData}`,
        ...words,
      ],
      { cwd: projectFolder, env: desk.env(), limitMs: 60_000 },
    );
  expect(await api('getUsersMe')).toMatchObject({ status: 1, stdout: '' });

  await desk.launch();
  await desk.signIn('Alan Turing');
  const definitions = await api('getPresenceDefinitions', '--localeCode', 'ALL');
  expect(definitions.status, definitions.stderr).toBe(0);
  expect(JSON.stringify(JSON.parse(definitions.stdout))).toContain('Coffee');

  const me = await api('getUsersMe');
  const { id } = JSON.parse(me.stdout) as { id: string };
  const set = await api('patchUserPresencesPurecloud', '--userId', id, '--body', '{"message":"by hand"}');
  expect(set.status, set.stderr).toBe(0);
  expect(desk.presenceOf('Alan Turing').message).toBe('by hand');

  expect(await api('getNothing')).toMatchObject({ status: 2, stdout: '' });
  expect(await api('getPresenceDefinitions', '--colour', 'red')).toMatchObject({ status: 2, stdout: '' });
});
