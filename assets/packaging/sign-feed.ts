/**
 * `npm run sign-feed -- [--staging PERCENT] FEED…` writes a signature beside each feed (`latest-linux.yml.sig`), and if
 * asked first for how many of a hundred computers it is. `--new-key` prints a new pair of keys instead. The keys are in
 * `PRESENCE_TRAY_SIGNING_KEY` and `PRESENCE_TRAY_UPDATE_KEY`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SIGNATURE_ENDING } from '../../electron/updates/feed-signature.js';
import { newKeys, signatureOf, staged } from './feed-keys.js';

try {
  signFeeds();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @throws Error with one sentence for the person who signs */
function signFeeds(): void {
  const { values, positionals } = parseArgs({
    options: { 'new-key': { type: 'boolean' }, staging: { type: 'string' } },
    allowPositionals: true,
  });
  if (values['new-key'] === true) {
    const { signing, update } = newKeys();
    console.log(`PRESENCE_TRAY_SIGNING_KEY=${signing}\nPRESENCE_TRAY_UPDATE_KEY=${update}`);
    return;
  }
  const { PRESENCE_TRAY_SIGNING_KEY: signing = '', PRESENCE_TRAY_UPDATE_KEY: update = '' } = process.env;
  if (signing === '' || update === '')
    throw new Error('PRESENCE_TRAY_SIGNING_KEY and PRESENCE_TRAY_UPDATE_KEY must be set.');
  if (positionals.length === 0) throw new Error('Name the feeds to sign.');
  for (const path of positionals) {
    if (values.staging !== undefined)
      writeFileSync(path, staged(readFileSync(path, 'utf8'), Number(values.staging || NaN)));
    writeFileSync(`${path}${SIGNATURE_ENDING}`, signatureOf(readFileSync(path), signing, update));
    console.log(`signed ${path}`);
  }
}
