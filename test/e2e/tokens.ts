/** Where tokens must not be: searches every file of a folder for the tokens that the service issued. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { DemoOrg } from '../../electron/demo-org/index.js';

/** Remembers every token issued from now on, since the service itself keeps none. */
export function rememberTokens({ core }: DemoOrg): readonly string[] {
  const seen: string[] = [];
  const issue = core.tokens.issue.bind(core.tokens);
  core.tokens.issue = (...args) => {
    const issued = issue(...args);
    seen.push(issued.accessToken, ...(issued.refreshToken === null ? [] : [issued.refreshToken]));
    return issued;
  };
  return seen;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

export async function expectNowhere(folder: string, tokens: readonly string[]): Promise<void> {
  expect(tokens.length).toBeGreaterThan(0);
  const files = await filesBelow(folder);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    // A draft that was renamed meanwhile is read under its own name.
    const bytes = await readFile(file, 'latin1').catch((error: unknown) => {
      if (file.endsWith('.tmp')) return '';
      throw error;
    });
    for (const token of tokens) expect(bytes.includes(token), `${file} holds a token`).toBe(false);
  }
}
