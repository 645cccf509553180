/** Why an update is not taken. Each has a sentence (`update.refused.*`). */
export const REFUSALS = [
  /** The feed has no signature where one is needed. */
  'unsigned',
  /** The feed's signature is not of the key that the app carries. */
  'signature',
  /** What was fetched is not the file that the feed describes. */
  'checksum',
  /** The system does not find the publisher's signature on the file. */
  'publisher',
  /** The feed has an older version than this one. */
  'downgrade',
  /** The feed or a file is on another host than the one that was named. */
  'otherHost',
  /** The feed is no feed, or has a value that cannot be. */
  'unreadable',
  /** The feed has no file for this computer. */
  'noFile',
  /** It was installed before, and the old version started again. */
  'notInstalled',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Thrown by whoever finds it. Other errors may pass, and are tried again. */
export class UpdateRefused extends Error {
  constructor(
    readonly reason: Refusal,
    detail = '',
  ) {
    super(`update refused: ${reason}${detail === '' ? '' : ` (${detail})`}`);
  }
}
