/**
 * A stand-in for the running app in its own process. `echo`: repeats the command. `talking`: also says something
 * before. `silent`: never answers. `dying`: ends instead. `hangingUp`: closes the connection instead, and runs on.
 * `refusing`: refuses to quit and keeps the connection open. If watched, it says a line and waits.
 */
import { startCommandServer } from '../../../../electron/desktop/command-line/server.js';

const mode = process.argv[2];
const nothing = (): void => undefined;

await startCommandServer({
  places: JSON.parse(process.env['PLACES'] ?? '[]'),
  log: { info: nothing, warn: nothing, error: nothing },
  ending: () => ({ exitCode: 1, out: '', err: 'ending\n' }),
  handle: async (command, say, { gone }) => {
    if (command?.name === 'watch') {
      say({ out: 'one\n', err: '' });
      await new Promise((resolve) => gone.addEventListener('abort', resolve));
      process.stdout.write('gone\n');
      return { exitCode: 0, out: '', err: '' };
    }
    if (mode === 'talking') for (const err of ['one\n', 'two\n']) say({ out: '', err });
    if (mode === 'silent') return await new Promise(() => undefined);
    if (mode === 'dying') process.exit(1);
    if (mode === 'hangingUp') throw new Error('no answer');
    if (mode === 'refusing' && command?.name === 'quit')
      return { exitCode: 1, out: '', err: 'not now', afterwards: nothing };
    if (command?.name === 'quit') return { exitCode: 0, out: '', err: '', afterwards: () => process.exit(0) };
    const long = command?.name === 'set' && command.presence === 'long';
    return { exitCode: 0, out: long ? 'é'.repeat(1_000_000) : JSON.stringify(command), err: '' };
  },
});
process.stdout.write('listening\n');
