/** A `--watch` as in the app's program: over the worker, while this thread blocks. */
import { performPatiently } from '../../../../electron/desktop/command-line/patient-client.js';

const outcome = performPatiently(process.argv[2] ?? '', {
  command: { name: 'watch', json: false },
  context: JSON.parse(process.env['CONTEXT'] ?? '{}'),
  recipe: { program: '/none', args: [], env: {}, cwd: '/' },
  starting: { out: '', err: '' },
});
process.stderr.write(`${JSON.stringify(outcome)}\n`);
process.exit(outcome.kind === 'left' ? 0 : 1);
