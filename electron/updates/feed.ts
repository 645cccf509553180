/**
 * The feed of a generic server, as electron-builder writes it: `latest.yml`, `latest-mac.yml`, `latest-linux.yml`,
 * `latest-linux-arm64.yml`. What cannot be understood is refused as a whole: half a feed is none.
 */
import * as v from 'valibot';
import { UpdateRefused } from './refusal.js';
import { isVersion } from './version.js';

const fileSchema = v.object({
  url: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)),
  /** As base64. */
  sha512: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{86}==$/)),
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  blockMapSize: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type FeedFile = v.InferOutput<typeof fileSchema>;

const percentSchema = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number))]),
  v.minValue(0),
  v.maxValue(100),
);

const notesSchema = v.union([
  v.string(),
  v.pipe(
    v.array(v.object({ note: v.nullish(v.string()) })),
    v.transform((each) => each.map(({ note }) => note ?? '').join('\n')),
  ),
]);

const feedSchema = v.object({
  version: v.pipe(v.string(), v.check(isVersion)),
  files: v.pipe(v.array(fileSchema), v.minLength(1), v.maxLength(50)),
  /** How many of a hundred computers get it. Missing: all. */
  stagingPercentage: v.nullish(percentSchema, 100),
  /** Odd notes do not keep an update away. */
  releaseNotes: v.fallback(v.nullish(notesSchema, null), null),
});
export type Feed = v.InferOutput<typeof feedSchema>;

/** @param values what the YAML says */
export function readFeed(values: unknown): Feed {
  const feed = v.safeParse(feedSchema, values);
  if (feed.success) return feed.output;
  const [issue] = feed.issues;
  throw new UpdateRefused('unreadable', v.getDotPath(issue) ?? 'no object');
}

/** The name of the feed for a system. */
export function feedName(platform: 'linux' | 'darwin' | 'win32', arch: string): string {
  if (platform === 'win32') return 'latest.yml';
  if (platform === 'darwin') return 'latest-mac.yml';
  return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`;
}

/** The words for a processor in file names. `universal` is for all. */
const WORDS: Readonly<Record<'x64' | 'arm64' | 'ia32', RegExp>> = {
  x64: /x64|x86_64|amd64/i,
  arm64: /arm64|aarch64/i,
  ia32: /ia32|i[36]86/i,
};

/** The one file for this computer. */
export function fileFor(feed: Feed, ending: '.exe' | '.zip' | '.AppImage', arch: string): FeedFile {
  const others = Object.entries(WORDS).filter(([name]) => name !== arch);
  const file = feed.files.find(({ url }) => {
    const name = (url.split(/[?#]/, 1)[0] ?? '').split('/').at(-1) ?? '';
    return name.endsWith(ending) && !others.some(([, word]) => word.test(name));
  });
  if (file === undefined) throw new UpdateRefused('noFile', `${ending} ${arch}`);
  return file;
}
