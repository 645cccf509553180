/** What a run on one desktop found, as it is stored beside its pictures. */
import * as v from 'valibot';
import { DESKTOPS } from './recipe.js';

/** In the order of the table's columns. */
export const CHECKS = [
  'icon',
  'click',
  'popup’s place',
  'menu',
  'notification',
  'hotkey or command',
  'theme',
  'autostart',
] as const;
export type Check = (typeof CHECKS)[number];

const findingSchema = v.object({
  check: v.picklist(CHECKS),
  ok: v.boolean(),
  /** What was seen. */
  note: v.string(),
});
export type Finding = v.InferOutput<typeof findingSchema>;

export const resultSchema = v.object({
  desktop: v.picklist(DESKTOPS),
  /** With its version. */
  title: v.string(),
  electron: v.string(),
  /** As `2026-11-28`. */
  date: v.string(),
  /** Why it could not be started. Null: it was. */
  notStarted: v.nullable(v.string()),
  findings: v.array(findingSchema),
});
export type Result = v.InferOutput<typeof resultSchema>;
