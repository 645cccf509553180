/** The longest message, in UTF-16 units. The service states no limit. Ours only keeps nonsense out. */
export const LONGEST_MESSAGE = 2000;
/** For messages that are saved: presets, and those that an automation sends. */
export const LONGEST_KEPT_MESSAGE = 500;

/** Whether a text is too long to send. White space at its ends is not sent. */
export const isTooLong = (text: string, longest: number): boolean => text.trim().length > longest;
