/** What the app remembers of updates over its restarts: which ones failed, and which one it installed last. */
import * as v from 'valibot';
import { REFUSALS, type Refusal } from './refusal.js';
import { compareVersions, isVersion } from './version.js';

const versionSchema = v.pipe(v.string(), v.check(isVersion));
const failedSchema = v.object({ version: versionSchema, reason: v.picklist(REFUSALS) });
const installedSchema = v.object({ version: versionSchema, changes: v.string() });

const memorySchema = v.object({
  /** This copy's place among all, from 0 to 1: a staged update comes to the first ones first. */
  place: v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), null),
  /** Never fetched again. A mended release has a new version. */
  failed: v.fallback(v.array(failedSchema), []),
  /** What was handed to the system last. */
  installed: v.fallback(v.nullable(installedSchema), null),
});
type Memory = v.InferOutput<typeof memorySchema>;

export interface UpdateStore {
  /** Null: nothing yet, or nothing readable. */
  read(): unknown;
  write(values: Readonly<Record<string, unknown>>): void;
  /** Resolves once it is on the disk, or cannot be written now. */
  flushed(): Promise<void>;
}

/** More are not kept: they are of versions that nobody offers any more. */
const KEPT = 20;

export interface UpdateMemory {
  readonly place: number;
  failure(version: string): Refusal | null;
  failed(version: string, reason: Refusal): void;
  /** Resolves once it is written down that this version is handed to the system. */
  installs(version: string, changes: string): Promise<void>;
  /** This version was installed by an update, and this is its first run. Told once. */
  readonly arrived: { readonly changes: string } | null;
}

/** @param version the running one */
export function openUpdateMemory(store: UpdateStore, version: string, random: () => number): UpdateMemory {
  const parsed = v.safeParse(memorySchema, store.read() ?? {});
  const found: Memory = parsed.success ? parsed.output : { place: null, failed: [], installed: null };
  const place = found.place ?? random();
  let failed = found.failed.filter((each) => compareVersions(each.version, version) > 0);
  let installed = found.installed;
  const write = (): void => store.write({ place, failed, installed });
  const remember = (of: string, reason: Refusal): void => {
    failed = [...failed.filter((each) => each.version !== of), { version: of, reason }].slice(-KEPT);
  };

  let arrived: UpdateMemory['arrived'] = null;
  if (installed !== null) {
    const order = compareVersions(installed.version, version);
    if (order === 0) arrived = { changes: installed.changes };
    // The old one runs still, or again.
    else if (order > 0) remember(installed.version, 'notInstalled');
    installed = null;
    write();
  } else if (found.place === null || failed.length !== found.failed.length) write();

  return {
    place,
    arrived,
    failure: (of) => failed.find((each) => each.version === of)?.reason ?? null,
    failed(of, reason) {
      remember(of, reason);
      installed = null;
      write();
    },
    installs(of, changes) {
      installed = { version: of, changes };
      write();
      return store.flushed();
    },
  };
}
