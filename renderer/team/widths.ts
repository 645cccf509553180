/** How wide columns and fields must be for our own words, which differ from language to language. */
import type { TextKey, Texts } from '../../assets/locales/catalogue.js';
import { ROUTING_STATUSES } from '../../electron/genesys/routing-status.js';
import type { Column } from './arrange.js';

export const LABELS = {
  name: 'team.name',
  presence: 'team.presence',
  time: 'team.time',
  routing: 'team.routing',
  message: 'team.message',
} as const satisfies Record<Column, TextKey>;

let canvas: CanvasRenderingContext2D | null | undefined;

/**
 * The width of the longest text, in CSS pixels.
 * @param font size and weight as in the style sheet: `600 12px`
 */
export function widest(font: string, texts: readonly string[]): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (canvas === null) return 0;
  canvas.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  return Math.ceil(Math.max(...texts.map((text) => canvas?.measureText(text).width ?? 0)));
}

/** The columns that must show their words whole. */
export function gridWidths(t: Texts): { readonly time: number; readonly routing: number } {
  // With the arrow of the sorting.
  const heading = (column: Column): number => widest('600 12px', [t(LABELS[column])]) + 20;
  const statuses = ROUTING_STATUSES.map((each) => t(`team.routing.${each}`));
  return {
    time: Math.max(92, heading('time')),
    routing: Math.max(122, heading('routing'), widest('650 13px', statuses) + 2),
  };
}
