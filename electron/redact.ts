/**
 * Takes out of a text what must not leave this computer, or reach a file on it: tokens, passwords, cookies, what a
 * sign-in carries in its addresses, and e-mail addresses. The log, the diagnostics and _Copy details_ all go through
 * it. Ids, codes, paths and times stay, because support needs them. In doubt it takes out more.
 */

const HIDDEN = '***';

/** The ends of names whose values are secret: `access_token`, `clientSecret`, `--proxy-password`. */
const SECRET_WORD =
  '(?:token|secret|passw(?:or)?d|pwd|passphrase|verifier|challenge|assertion|credentials?|api[-_]?key)';
/** In an address these are secret too. Elsewhere `code` and `state` say what happened. */
const IN_ADDRESS = '(?:code|state|nonce|login_hint|session_state|SAMLResponse|RelayState)';
/** Quotes, also those of JSON within JSON. */
const QUOTE = String.raw`\\*["']`;

/** What a name may begin with. Bounded, as all of these are, so that a long text is not read again and again. */
const NAME = String.raw`[\w-]{0,40}`;

/**
 * What to look for, and what stands there instead. A rule is only tried on a text that has one of its signs: most lines
 * of the log have none, and to try a pattern for the first time takes up to two milliseconds.
 */
const RULES: readonly (readonly [signs: readonly string[], pattern: RegExp, instead: string])[] = [
  // The user and password of an address or a proxy. A password typed by hand may hold any sign.
  [['@'], /(:\/\/)(?:[^\s"'/:]{0,200}:[^\s"']{0,200}|[^\s"'/]{0,200})@/g, `$1${HIDDEN}@`],
  [['@'], /(^|[\s"'=(])[^\s"':/@=]{1,200}:[^\s"'/]{1,200}@(?=[\w[])/g, `$1${HIDDEN}@`],
  // Whole headers.
  [
    [':', '='],
    new RegExp(
      String.raw`\b((?:proxy-)?authorization|(?:set-)?cookie2?)(${QUOTE})?(\s*[:=]\s*)(\[\s*)?(${QUOTE})?[^\r\n]+`,
      'gi',
    ),
    `$1$2$3${HIDDEN}`,
  ],
  [[''], /\b(Bearer)\s+[^\s"'\\,;]+/gi, `$1 ${HIDDEN}`],
  [[''], /\b(Basic|NTLM|Negotiate)\s+(?=\S*[A-Z0-9=])[A-Za-z0-9+/_-]{6,}={0,2}/g, `$1 ${HIDDEN}`],
  // `name=value`, in addresses, fragments, forms and command lines, also percent-encoded.
  [
    ['=', '%3D', '%3d'],
    new RegExp(
      String.raw`(\b|--?)(${NAME}${SECRET_WORD}|${IN_ADDRESS})(=|%3D)[^&\s"'\\;,)%]+(?:%[^&\s"'\\;,)]*)?`,
      'gi',
    ),
    `$1$2$3${HIDDEN}`,
  ],
  // `"name": "value"`, and `name: value`.
  [
    [':'],
    new RegExp(
      String.raw`(${QUOTE})(${NAME}${SECRET_WORD})\1(\s*:\s*)(${QUOTE})(?:(?!\4)[^\\]|\\(?!["'])|(?<=[^\\])\\["'](?!\s*[,}\]]|$))*`,
      'gi',
    ),
    `$1$2$1$3$4${HIDDEN}`,
  ],
  [[':'], new RegExp(String.raw`\b(${NAME}${SECRET_WORD})(\s*:\s*)(?![\s"'\\]|\*)[^\s"'\\,;]+`, 'gi'), `$1$2${HIDDEN}`],
  // JSON Web Tokens, whose parts can be short.
  [['eyJ'], /\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*){0,3}/g, HIDDEN],
  // Opaque ones: no word and no id is so long without a break. Ids are in short groups.
  [['+'], /(?<![\w/+])(?=[A-Za-z0-9/]*\+)[A-Za-z0-9+/]{40,}={0,2}/g, HIDDEN],
  [[''], /[A-Za-z0-9_]{32,}|[A-Za-z0-9_-]{44,}/g, HIDDEN],
  // E-mail addresses, also percent-encoded.
  [
    ['@', '%40'],
    /(?<![\p{L}\p{N}._+'-])[\p{L}\p{N}._+'-]{1,64}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}/giu,
    `${HIDDEN}@${HIDDEN}`,
  ],
];

export const redact = (text: string): string =>
  RULES.reduce(
    (clean, [signs, pattern, instead]) =>
      signs.some((sign) => clean.includes(sign)) ? clean.replace(pattern, instead) : clean,
    text,
  );

const SECRET_NAME = new RegExp(String.raw`(?:${SECRET_WORD}s?|authorization|cookie)$`, 'i');

/** For `JSON.stringify`: what it writes stays JSON, whatever is taken out. */
export const withoutSecrets = (name: string, value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return SECRET_NAME.test(name) ? HIDDEN : redact(value);
};
