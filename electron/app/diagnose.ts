/**
 * What diagnostics need to have seen from the start. The rest of them is a bundle that is read when somebody asks
 * (docs/design.md §6).
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DiagnosticsParts } from './diagnostics/diagnostics.js';
import type * as DiagnosticsModule from './diagnostics/index.js';
import type { Report } from './diagnostics/report.js';
import { followTimeline } from './diagnostics/timeline.js';
import type { DiagnosticsForm } from './diagnostics/write.js';
import type { Log } from '../ports.js';

/** Never twice at once: who asks meanwhile gets the same report. */
export type Diagnose = (form: DiagnosticsForm) => Promise<string>;

const isDiagnostics = (loaded: unknown): loaded is typeof DiagnosticsModule =>
  typeof loaded === 'object' && loaded !== null && 'diagnose' in loaded && 'writeDiagnostics' in loaded;

export function createDiagnose(
  parts: Omit<DiagnosticsParts, 'timeline' | 'log'> & { readonly log: DiagnosticsParts['log'] & Log },
): Diagnose {
  const timeline = followTimeline(parts.store, parts.clock);
  let underWay: Promise<Report> | null = null;
  return async (form) => {
    const loaded: unknown = createRequire(join(parts.folder, 'main.cjs'))('./diagnostics.cjs');
    if (!isDiagnostics(loaded)) throw new Error('diagnostics.cjs tells nothing');
    underWay ??= loaded.diagnose({ ...parts, timeline }).finally(() => (underWay = null));
    return loaded.writeDiagnostics(await underWay, form);
  };
}
