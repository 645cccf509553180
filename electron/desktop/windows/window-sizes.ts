/**
 * The size in which a person left each window, for the next time it opens. In CSS pixels, so that it shows as much at
 * another zoom.
 */
import * as v from 'valibot';
import type { OpenedWindow } from '../../ipc/window-table.js';
import { lookUp } from '../../look-up.js';
import type { SavedFile } from '../../settings/saved-files.js';
import type { Size } from './popup-position.js';

/** Nobody leaves a window smaller or larger than this. */
const length = v.pipe(v.number(), v.minValue(100), v.maxValue(20_000));
const sizeSchema = v.object({ width: length, height: length });

export interface WindowSizes {
  /** Null: it was never left, or its size is unknown. */
  get(window: OpenedWindow): Size | null;
  /** @param zoom device-independent pixels per CSS pixel */
  left(window: OpenedWindow, bounds: Size, zoom: number): void;
  /** None was ever left. */
  forget(): void;
}

/** @param open the file, read when a window first opens, so that the start does not wait for it */
export function createWindowSizes(open: () => SavedFile): WindowSizes {
  let known: Map<string, Size> | null = null;
  let file: SavedFile | null = null;

  const sizes = (): Map<string, Size> => {
    if (known !== null) return known;
    file = open();
    const read = file.read();
    const values = read.kind === 'values' ? read.values : {};
    known = new Map(
      Object.keys(values).flatMap((name): [string, Size][] => {
        const parsed = v.safeParse(sizeSchema, lookUp(values, name));
        return parsed.success ? [[name, parsed.output]] : [];
      }),
    );
    return known;
  };

  return {
    get: (window) => sizes().get(window) ?? null,
    left(window, { width, height }, zoom) {
      sizes().set(window, { width: Math.round(width / zoom), height: Math.round(height / zoom) });
      file?.write(Object.fromEntries(sizes()));
    },
    forget() {
      known = null;
      file?.remove();
    },
  };
}
