/** This computer's policy. It is read once, since a change applies from the next start on. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { readMacPolicy } from '../settings/policy-mac.js';
import { LINUX_POLICY_FILE } from '../settings/policy-places.js';
import { posixFiles, readPosixPolicy, type PolicySource, type RunSync } from '../settings/policy-source.js';
import { readWindowsPolicy } from '../settings/policy-windows.js';

let found: PolicySource | null = null;

export const policySource = (platform: NodeJS.Platform): PolicySource => (found ??= readSource(platform));

function readSource(platform: NodeJS.Platform): PolicySource {
  if (platform === 'win32')
    return readWindowsPolicy({ run, exists: existsSync, readFile: (path) => readFileSync(path) });
  if (platform === 'darwin') return readMacPolicy({ userName: userInfo().username, run, files: posixFiles });
  return readPosixPolicy(LINUX_POLICY_FILE);
}

/** The policy decides how the app starts, so the start waits for it. */
const run: RunSync = (program, args) => {
  try {
    const output = execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
      windowsHide: true,
    });
    return { status: 0, output };
  } catch (error) {
    const status =
      error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null;
    return { status, output: '' };
  }
};
