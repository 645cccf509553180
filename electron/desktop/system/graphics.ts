/** Whether a Linux machine has a device that draws. */

/** The kernel's for most cards, NVIDIA's own driver, and Windows' for Linux inside it. */
const DEVICES = ['/dev/dri', '/dev/nvidia0', '/dev/dxg'] as const;

/**
 * Without one, Chromium starts its graphics process three times until it draws with the processor. On a busy machine it
 * now and then loses sight of one that failed, and every window stays blank for good.
 * @param exists `fs.existsSync`, handed in for tests
 */
export const hasGraphicsDevice = (platform: NodeJS.Platform, exists: (path: string) => boolean): boolean =>
  platform !== 'linux' || DEVICES.some(exists);
