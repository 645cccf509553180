/** Installs one desktop's packages, in a layer or on this machine, and tries the app on it: `inside.ts NAME`. */
import { writeFile } from 'node:fs/promises';
import { asOrdinaryUser } from '../desktop/ordinary-user.js';
import { ensurePackages } from '../desktop/packages.js';
import { asScript } from '../desktop/processes.js';
import { findRuntime } from '../desktop/runtime.js';
import { IN_LAYER } from './layer.js';
import { isDesktopName, recipes } from './recipes.js';

await asScript(async () => {
  const name = process.argv[2] ?? '';
  if (!isDesktopName(name)) throw new Error(`There is no recipe for ${name}.`);
  // Packages that bring services of the system must not start them in the layer.
  if (process.env[IN_LAYER] !== undefined)
    await writeFile('/usr/sbin/policy-rc.d', '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  await ensurePackages(recipes[name].packages);
  return asOrdinaryUser(['--import', 'tsx', 'test/desktops/on-desktop.ts', name], {
    runtime: await findRuntime(),
    results: [`test-results/desktops/${name}`],
  });
});
