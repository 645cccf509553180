/** The windows' zoom levels in percent. */
export const ZOOM_STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;

export const ZOOM_SMALLEST = ZOOM_STEPS[0];
export const ZOOM_LARGEST = 300;
export const ZOOM_USUAL = 100;

export type ZoomStep = 'in' | 'out' | 'reset';

/** The next zoom level. It stays at either end. */
export function nextZoom(now: number, step: ZoomStep): number {
  switch (step) {
    case 'reset':
      return ZOOM_USUAL;
    case 'in':
      return ZOOM_STEPS.find((each) => each > now) ?? now;
    case 'out':
      return ZOOM_STEPS.findLast((each) => each < now) ?? now;
  }
}
