/**
 * Something the person should know about the settings. It is shown once and dismissed by hand. The text comes from the
 * catalogue (`notice.*`). The same cause always has the same `id`, so that it is not shown twice.
 */
export interface AppNotice {
  readonly id: string;
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A notice about one thing (a file, a setting, a variable). `params` fill its text. */
export const notice = (key: string, params: Readonly<Record<string, string>> = {}): AppNotice => ({
  id: [key, ...Object.values(params)].join(':'),
  key,
  params,
});
