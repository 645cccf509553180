/**
 * The policy on macOS: the preferences managed by a configuration profile, else the file. We read the files that the
 * system makes of the profiles, because `NSUserDefaults` mixes in the person's own values. This has never run on a Mac.
 * Only its logic is tested.
 */
import type { PolicySource, PosixFiles, RunSync } from './policy-source.js';
import { MAC_POLICY_FILE, macManaged } from './policy-places.js';
import { missingOrBroken, readPosixPolicy, readPolicyText, writableByOthers } from './policy-source.js';

export interface MacPorts {
  /** The account's name, but not from an environment variable. */
  readonly userName: string;
  readonly run: RunSync;
  readonly files: PosixFiles;
}

/** Checks what is managed for this person, then for the computer, then the file. */
export function readMacPolicy({ userName, run, files }: MacPorts): PolicySource {
  for (const path of macManaged(userName)) {
    const found = readManaged(path, run, files);
    if (found.kind !== 'missing') return found;
  }
  return readPosixPolicy(MAC_POLICY_FILE, files);
}

function readManaged(path: string, run: RunSync, files: PosixFiles): PolicySource {
  try {
    const place = writableByOthers(path, files);
    if (place !== null) return { kind: 'untrusted', place };
  } catch (error) {
    return missingOrBroken(path, error);
  }
  const { status, output } = run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path]);
  if (status !== 0)
    return { kind: 'broken', place: path, reason: 'other', detail: `plutil ended with ${status ?? '?'}` };
  const found = readPolicyText(path, () => new TextEncoder().encode(output));
  if (found.kind !== 'entries') return found;
  // A profile's own keys (PayloadUUID, PayloadType, …) are none of ours. Lines count plutil's output, which nobody
  // sees.
  const entries = found.entries.filter(({ name }) => !name.startsWith('Payload'));
  return { ...found, entries: entries.map((entry) => ({ ...entry, where: `${path} ${entry.name}` })) };
}
