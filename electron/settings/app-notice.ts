/**
 * Something the person should know about the settings: shown once, put away by hand. The text is the catalogue's
 * (`notice.*`); `id` stays the same for the same cause, so that it is not told twice.
 */
export interface AppNotice {
  readonly id: string;
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A notice about one thing (a file, a setting, a variable); `params` fill its text. */
export const notice = (key: string, params: Readonly<Record<string, string>> = {}): AppNotice => ({
  id: [key, ...Object.values(params)].join(':'),
  key,
  params,
});
