/**
 * The switches that Chromium, Electron, Node and Playwright read from the same command line. The app lets them pass; anything else it does not
 * know is a usage error, so that a misspelled option never starts the app instead of doing its work.
 */
const PASSING: ReadonlySet<string> = new Set([
  // Electron and Node
  ...[
    'inspect',
    'inspect-brk',
    'inspect-port',
    'inspect-publish-uid',
    'js-flags',
    'trace-warnings',
    'trace-deprecation',
  ],
  ...[
    'trace-uncaught',
    'no-deprecation',
    'throw-deprecation',
    'force-fips',
    'enable-source-maps',
    'experimental-network-inspection',
  ],
  // where things lie, first run, logging
  ...[
    'user-data-dir',
    'disk-cache-dir',
    'disk-cache-size',
    'crash-dumps-dir',
    'lang',
    'no-first-run',
    'no-default-browser-check',
  ],
  ...[
    'enable-logging',
    'disable-logging',
    'log-level',
    'log-file',
    'log-net-log',
    'net-log-capture-mode',
    'v',
    'vmodule',
  ],
  ...['password-store', 'use-mock-keychain', 'class', 'name', 'noerrdialogs', 'original-process-start-time'],
  // what the installer of a new version starts it with
  ...['updated', 'force-run'],
  // sandbox and processes
  ...[
    'no-sandbox',
    'disable-setuid-sandbox',
    'disable-namespace-sandbox',
    'disable-seccomp-filter-sandbox',
    'no-zygote',
  ],
  ...['disable-gpu-sandbox', 'disable-dev-shm-usage', 'single-process', 'in-process-gpu', 'renderer-process-limit'],
  // drawing
  ...[
    'disable-gpu',
    'disable-gpu-compositing',
    'disable-software-rasterizer',
    'disable-gpu-vsync',
    'ignore-gpu-blocklist',
  ],
  ...[
    'use-gl',
    'use-angle',
    'use-vulkan',
    'gl',
    'enable-unsafe-swiftshader',
    'disable-accelerated-2d-canvas',
    'enable-gpu-rasterization',
  ],
  ...[
    'disable-frame-rate-limit',
    'force-device-scale-factor',
    'high-dpi-support',
    'force-color-profile',
    'disable-lcd-text',
  ],
  ...[
    'ozone-platform',
    'ozone-platform-hint',
    'enable-wayland-ime',
    'wayland-text-input-version',
    'gtk-version',
    'display',
    'x11',
  ],
  ...['enable-transparent-visuals', 'disable-direct-composition', 'headless'],
  // appearance and access
  ...[
    'force-dark-mode',
    'force-high-contrast',
    'force-prefers-reduced-motion',
    'force-ui-direction',
    'force-text-direction',
  ],
  ...[
    'force-renderer-accessibility',
    'disable-renderer-accessibility',
    'wm-window-animations-disabled',
    'hide-scrollbars',
    'mute-audio',
  ],
  // features
  ...[
    'enable-features',
    'disable-features',
    'enable-blink-features',
    'disable-blink-features',
    'enable-experimental-web-platform-features',
  ],
  // network
  ...[
    'proxy-server',
    'proxy-pac-url',
    'proxy-bypass-list',
    'proxy-auto-detect',
    'no-proxy-server',
    'host-rules',
    'host-resolver-rules',
  ],
  ...[
    'auth-server-allowlist',
    'auth-server-whitelist',
    'auth-negotiate-delegate-allowlist',
    'auth-negotiate-delegate-whitelist',
  ],
  ...['disable-http2', 'disable-http-cache', 'disable-quic', 'ignore-certificate-errors', 'ignore-connections-limit'],
  ...['ssl-version-min', 'ssl-key-log-file', 'dns-result-order'],
  // debugging and automation, Playwright's own ones among them
  ...[
    'remote-debugging-port',
    'remote-debugging-pipe',
    'remote-debugging-address',
    'remote-allow-origins',
    'enable-automation',
  ],
  ...[
    'disable-field-trial-config',
    'disable-background-networking',
    'disable-background-timer-throttling',
    'disable-breakpad',
  ],
  ...['disable-backgrounding-occluded-windows', 'disable-back-forward-cache', 'disable-client-side-phishing-detection'],
  ...[
    'disable-component-extensions-with-background-pages',
    'disable-component-update',
    'disable-default-apps',
    'disable-extensions',
  ],
  ...['disable-edgeupdater', 'disable-hang-monitor', 'disable-ipc-flooding-protection', 'disable-popup-blocking'],
  ...[
    'disable-prompt-on-repost',
    'disable-renderer-backgrounding',
    'disable-updater-scheduler',
    'disable-sync',
    'disable-infobars',
  ],
  ...[
    'disable-search-engine-choice-screen',
    'disable-stack-profiler',
    'disable-crash-reporter',
    'enable-crash-reporter',
  ],
  ...[
    'allow-pre-commit-input',
    'metrics-recording-only',
    'no-service-autorun',
    'export-tagged-pdf',
    'do-not-de-elevate',
  ],
  ...['unsafely-disable-devtools-self-xss-warnings', 'edge-skip-compat-layer-relaunch', 'allow-file-access-from-files'],
  ...['enable-tracing', 'trace-startup', 'trace-startup-file', 'trace-startup-duration', 'trace-startup-format'],
]);

/** Not handed on to an app that is started for a command: they belong to the process they were typed for. */
const FOR_ONE_PROCESS: ReadonlySet<string> = new Set([
  ...['inspect', 'inspect-brk', 'inspect-port', 'inspect-publish-uid', 'user-data-dir', 'original-process-start-time'],
  ...['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'updated', 'force-run'],
]);

/** @param name without the leading dashes */
export const isPassingSwitch = (name: string): boolean => PASSING.has(name);

export const isHandedOn = (name: string): boolean => PASSING.has(name) && !FOR_ONE_PROCESS.has(name);
