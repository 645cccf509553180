/**
 * Replaces Electron's own default app in the fallback runtime, which lacks one: `electron [-r MODULE]… FOLDER [ARGS]`
 * runs the app in FOLDER. It does only what `electron .` and Playwright need. It is compiled to one CommonJS file when
 * the runtime is unpacked.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { app } from 'electron';

declare global {
  // The namespace is how Electron's types can be added to.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Electron {
    /** Undocumented: it exists for the default app. */
    interface App {
      setVersion(version: string): void;
      setAppPath(folder: string): void;
    }
  }
}

const load = createRequire(__filename);
const args = process.argv.slice(1);
let folder: string | null = null;
while (folder === null && args.length > 0) {
  const argument = args.shift() ?? '';
  if (argument === '-r' || argument === '--require') load(args.shift() ?? '');
  else if (!argument.startsWith('-')) folder = resolve(argument);
}

if (folder === null) {
  process.stderr.write('electron: no app folder among the arguments\n');
  process.exit(2);
}

const described: { name: string; productName?: string; version: string; desktopName?: string } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
app.name = described.productName ?? described.name;
app.setVersion(described.version);
app.setDesktopName(described.desktopName ?? `${app.name}.desktop`);
app.setAppPath(folder);
load(folder);
