/**
 * The demo org on its own (`npm run demo-org`). It prints one JSON line once it listens, and ends on Ctrl-C. Faults on
 * demand are on. Exit status: 0 ended by a signal, 1 could not start, 2 usage.
 */
import { USAGE, UsageError, demoOrgOptions } from './cli-options.js';
import { startDemoOrg } from './index.js';

async function main(): Promise<void> {
  const options = demoOrgOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const demo = await startDemoOrg(options);
  const { apiUrl, loginUrl, clientId, redirectUri } = demo;
  process.stdout.write(`${JSON.stringify({ apiUrl, loginUrl, clientId, redirectUri })}\n`);
  const end = (): void => {
    void demo.close().then(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
  const usage = error instanceof UsageError;
  process.stderr.write(
    `demo-org: ${error instanceof Error ? error.message : String(error)}\n${usage ? `\n${USAGE}` : ''}`,
  );
  process.exitCode = usage ? 2 : 1;
});
