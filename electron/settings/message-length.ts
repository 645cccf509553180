/** How long messages may be, in UTF-16 units. The service names no limit of its own; these only keep nonsense out. */
export const LONGEST_MESSAGE = 2000;
/** Of those that are kept: presets, and what an automation sends along. */
export const LONGEST_KEPT_MESSAGE = 500;

/** Whether a text is longer than `longest` as it would be sent: white space at its ends is not. */
export const isTooLong = (text: string, longest: number): boolean => text.trim().length > longest;
