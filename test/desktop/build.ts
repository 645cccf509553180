/** Builds the app, silently unless it fails. */
import { projectFolder } from './ordinary-user.js';
import { run } from './processes.js';

export async function buildApp(): Promise<void> {
  const built = await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', 'build'], { cwd: projectFolder });
  if (built.status !== 0) throw new Error(`npm run build failed:\n${built.stdout}\n${built.stderr}`);
}
