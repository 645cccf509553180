/**
 * The diagnostics, a bundle of their own (`dist/diagnostics.cjs`) that is read when somebody asks for them: by the
 * running app, or by a process that only asks.
 */
export { diagnose, diagnosticsOutsideApp } from './diagnostics.js';
export { writeDiagnostics } from './write.js';
