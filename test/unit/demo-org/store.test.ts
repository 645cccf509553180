import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDemoOrg } from '../../../electron/demo-org/index.js';
import { apiOf, withDemoOrg } from './with-demo-org.js';

const ADA = 'Ada Lovelace';
const BREAK = '227b37e2-f1d0-4dd0-8f50-badd7cf6d158';

describe('the store of the demo org', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'demo-org-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('brings presences, definitions and sessions over a restart, without a token in the file', async () => {
    const storeFile = join(folder, 'org.json');
    let token = '';
    await withDemoOrg({ storeFile }, async (demo) => {
      token = demo.issueToken(ADA);
      const admin = apiOf(demo, demo.issueToken('Alan Turing'));
      await admin('POST', '/api/v2/presence/definitions', {
        languageLabels: { en_US: 'Stock-taking' },
        systemPresence: 'Busy',
      });
      demo.faults.changePresence(ADA, { definitionId: 'Stock-taking', message: 'in the cellar' });
    });
    expect(readFileSync(storeFile, 'utf8')).not.toContain(token);
    await withDemoOrg({ storeFile }, async (demo) => {
      const { id } = demo.org.person(ADA)!;
      const { json } = await apiOf(demo, token)('GET', `/api/v2/users/${id}/presences/purecloud`);
      expect(json).toMatchObject({
        message: 'in the cellar',
        presenceDefinition: { id: demo.org.definition('Stock-taking')!.id, systemPresence: 'Busy' },
      });
    });
  });

  it('leaves a file alone that is not its own', async () => {
    const storeFile = join(folder, 'letter.json');
    for (const text of ['Dear Sir', '{"version":1}']) {
      writeFileSync(storeFile, text);
      await expect(startDemoOrg({ storeFile })).rejects.toThrow('is not a store of the demo org');
      expect(readFileSync(storeFile, 'utf8')).toBe(text);
    }
  });

  it('is not there unless asked for', async () => {
    await withDemoOrg({}, async (demo) => demo.faults.changePresence(ADA, { definitionId: 'Break' }));
    await withDemoOrg({}, async (demo) => {
      expect(demo.org.person(ADA)!.presences.get('PURECLOUD')!.definitionId).not.toBe(BREAK);
    });
  });
});
