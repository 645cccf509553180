/**
 * The switches that Chromium, Electron, Node and Playwright read from the same command line. Chromium has read them
 * before the app's first line runs. The installed app takes back those it does not allow, while that still has an
 * effect. Otherwise it refuses to start.
 */

const words = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.join(' ').split(' '));

/** What the installed app allows: drawing, language, proxy, and where its data is. */
const KEPT = words(
  // Data folders, what a new version's installer starts it with, what Windows adds when it restarts a program.
  'user-data-dir disk-cache-dir disk-cache-size updated force-run original-process-start-time no-first-run no-default-browser-check',
  // Display and scale.
  'display ozone-platform ozone-platform-hint x11 enable-wayland-ime wayland-text-input-version gtk-version class name headless',
  'enable-transparent-visuals disable-direct-composition force-device-scale-factor device-scale-factor high-dpi-support',
  'force-color-profile disable-lcd-text disable-font-subpixel-positioning hide-scrollbars wm-window-animations-disabled',
  // GPU
  'disable-gpu disable-gpu-compositing disable-gpu-rasterization disable-gpu-vsync disable-gpu-driver-bug-workarounds',
  'disable-software-rasterizer disable-frame-rate-limit disable-accelerated-2d-canvas disable-zero-copy disable-dev-shm-usage',
  'enable-gpu-rasterization enable-zero-copy enable-native-gpu-memory-buffers enable-unsafe-swiftshader ignore-gpu-blocklist',
  'disable-accelerated-video-decode enable-accelerated-video-decode use-gl use-angle use-vulkan use-cmd-decoder gl render-node-override',
  // Language, appearance, accessibility.
  'lang force-dark-mode force-high-contrast force-prefers-reduced-motion force-ui-direction force-text-direction',
  'force-renderer-accessibility disable-renderer-accessibility',
  // Proxy.
  'proxy-server proxy-pac-url proxy-bypass-list proxy-auto-detect no-proxy-server',
);

/** These work before the app's first line, or in Chromium's first process, so taking them back would be too late. */
const TOO_EARLY = words(
  'no-sandbox js-flags single-process no-zygote no-zygote-sandbox disable-setuid-sandbox disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
);

/** Programs add these on purpose: Electron, Node, debuggers, Playwright. So they are not typing errors. */
const ALSO_KNOWN = words(
  'inspect inspect-brk inspect-port inspect-publish-uid trace-warnings trace-deprecation trace-uncaught no-deprecation',
  'throw-deprecation force-fips enable-source-maps experimental-network-inspection crash-dumps-dir enable-logging disable-logging',
  'log-level log-file log-net-log net-log-capture-mode v vmodule password-store use-mock-keychain noerrdialogs disable-gpu-sandbox',
  'in-process-gpu renderer-process-limit mute-audio enable-features disable-features enable-blink-features disable-blink-features',
  'enable-experimental-web-platform-features host-rules host-resolver-rules auth-server-allowlist auth-server-whitelist',
  'auth-negotiate-delegate-allowlist auth-negotiate-delegate-whitelist disable-http2 disable-http-cache disable-quic',
  'ignore-certificate-errors ignore-connections-limit ssl-version-min ssl-key-log-file dns-result-order remote-debugging-port',
  'remote-debugging-pipe remote-debugging-address remote-allow-origins enable-automation disable-field-trial-config',
  'disable-background-networking disable-background-timer-throttling disable-breakpad disable-backgrounding-occluded-windows',
  'disable-back-forward-cache disable-client-side-phishing-detection disable-component-extensions-with-background-pages',
  'disable-component-update disable-default-apps disable-extensions disable-edgeupdater disable-hang-monitor',
  'disable-ipc-flooding-protection disable-popup-blocking disable-prompt-on-repost disable-renderer-backgrounding',
  'disable-updater-scheduler disable-sync disable-infobars disable-search-engine-choice-screen disable-stack-profiler',
  'disable-crash-reporter enable-crash-reporter allow-pre-commit-input metrics-recording-only no-service-autorun export-tagged-pdf',
  'do-not-de-elevate unsafely-disable-devtools-self-xss-warnings edge-skip-compat-layer-relaunch allow-file-access-from-files',
  'enable-tracing trace-startup trace-startup-file trace-startup-duration trace-startup-format',
);

/** These belong to the process they were typed for, so an app started for a command does not get them. */
const FOR_ONE_PROCESS = words(
  'inspect inspect-brk inspect-port inspect-publish-uid user-data-dir original-process-start-time updated force-run',
  'remote-debugging-port remote-debugging-pipe remote-debugging-address',
);

/**
 * The only features allowed in `--enable-features` and `--disable-features`: windows and input on Wayland, drawing, the
 * desktop's portals.
 */
const KEPT_FEATURES =
  /^(Wayland\w*|UseOzonePlatform|GlobalShortcutsPortal|Vulkan\w*|DefaultANGLEVulkan|Vaapi\w*|AcceleratedVideo\w*|OverlayScrollbar\w*|FluentScrollbar\w*|UiGpuRasterization)$/;
const FEATURES = words('enable-features disable-features');

/** A switch as Chromium reads it. */
export interface Switch {
  /** Without dashes. On Windows in lower case. */
  readonly name: string;
  /** Empty: none was given. */
  readonly value: string;
  readonly typed: string;
}

/** @param name without the leading dashes */
export const isKnownSwitch = (name: string): boolean => KEPT.has(name) || TOO_EARLY.has(name) || ALSO_KNOWN.has(name);

/**
 * All switches as Chromium finds them: one dash equals two, on Windows a slash does too, and there are none after `--`.
 * @param typed without the program
 */
export function switchesIn(typed: readonly string[], platform: NodeJS.Platform): Switch[] {
  const end = typed.indexOf('--');
  return (end === -1 ? typed : typed.slice(0, end)).flatMap((each) => {
    const [, name, value = ''] =
      (platform === 'win32' ? /^(?:--?|\/)([^=]+)=?(.*)$/s : /^--?([^=]+)=?(.*)$/s).exec(each) ?? [];
    return name === undefined ? [] : [{ name: platform === 'win32' ? name.toLowerCase() : name, value, typed: each }];
  });
}

export type Treatment =
  | { readonly kind: 'kept'; readonly as: string }
  /** It must be taken back. Of a list of features some may stay. */
  | { readonly kind: 'takenBack'; readonly instead: string | null }
  | { readonly kind: 'tooEarly' };

/** What the installed app does with a switch that is not its own. */
export function treatmentOf({ name, value }: Switch): Treatment {
  if (TOO_EARLY.has(name)) return { kind: 'tooEarly' };
  const as = value === '' ? `--${name}` : `--${name}=${value}`;
  if (KEPT.has(name)) return { kind: 'kept', as };
  if (!FEATURES.has(name)) return { kind: 'takenBack', instead: null };
  const all = value.split(',');
  // A feature may have its study and parameters (`Name<Study:key/value>`). Those are not allowed.
  const kept = all.filter((feature) => KEPT_FEATURES.test(feature));
  if (kept.length === all.length) return { kind: 'kept', as };
  return { kind: 'takenBack', instead: kept.length === 0 ? null : kept.join(',') };
}

/**
 * Whether an app started for a command gets the switch too. @param packaged allows only what the installed app allows
 */
export function handOn(typed: Switch, packaged: boolean): string | null {
  if (FOR_ONE_PROCESS.has(typed.name)) return null;
  if (!packaged) return typed.typed;
  const treatment = treatmentOf(typed);
  if (treatment.kind === 'kept') return treatment.as;
  return treatment.kind === 'takenBack' && treatment.instead !== null ? `--${typed.name}=${treatment.instead}` : null;
}
