/** The report as text: JSON for scripts and support, or lines for people. */
import { homedir } from 'node:os';
import en from '../../../assets/locales/en_US.json' with { type: 'json' };
import { makeTexts, type Texts } from '../../../assets/locales/catalogue.js';
import { diagnosticsJson, diagnosticsText, type Report } from './report.js';

/** Texts: for people, in their language. */
export type DiagnosticsForm = 'json' | Texts;

export const writeDiagnostics = (report: Report, form: DiagnosticsForm): string =>
  form === 'json' ? diagnosticsJson(report, homedir(), makeTexts('en', en)) : diagnosticsText(report, homedir(), form);
