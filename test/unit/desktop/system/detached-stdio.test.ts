import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withoutOurFiles } from '../../../../electron/desktop/system/detached-stdio.js';

test.runIf(process.platform === 'linux')(
  'a program that outlives us holds none of our files, also not those that Chromium forgot to mark',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'detached-'));
    const ours = openSync(join(folder, 'ours'), 'w');
    const listing = join(folder, 'listing');
    try {
      const ended = new Promise((resolve) =>
        withoutOurFiles('linux', (stdio) =>
          spawn('/bin/sh', ['-c', `ls -l /proc/self/fd > ${listing}`], { stdio }).once('close', resolve),
        ),
      );
      await ended;
      const open = readFileSync(listing, 'utf8');
      expect(open).toContain('/dev/null');
      expect(open).not.toContain(join(folder, 'ours'));
    } finally {
      closeSync(ours);
    }
  },
);
