import { describe, expect, it, vi } from 'vitest';
import { followProgram } from '../../../../electron/desktop/system/run-program.js';
import { watchTrayMenu } from '../../../../electron/desktop/tray/tray-menu-watch.js';

describe('the icon’s menu on Linux', () => {
  it('is known to open when its panel says so, and not when it only reads it', () => {
    const opened = vi.fn();
    let say: (line: string) => void = () => undefined;
    watchTrayMenu((_program, _args, onLine) => {
      say = onLine;
      return () => undefined;
    }, opened);
    say('#type\ttimestamp\tserial\tsender\tdestination\tpath\tinterface\tmember');
    say('mc\t1795302904.212639\t94\t:1.19\t:1.22\t/com/canonical/dbusmenu\tcom.canonical.dbusmenu\tGetLayout');
    say('sig\t1795302904.210944\t61\t:1.22\t<none>\t/com/canonical/dbusmenu\tcom.canonical.dbusmenu\tLayoutUpdated');
    expect(opened).not.toHaveBeenCalled();
    say('mc\t1795302899.408449\t88\t:1.19\t:1.22\t/com/canonical/dbusmenu\tcom.canonical.dbusmenu\tAboutToShowGroup');
    say('mc\t1795302899.408449\t88\t:1.19\t:1.22\t/MenuBar\tcom.canonical.dbusmenu\tAboutToShow');
    expect(opened).toHaveBeenCalledTimes(2);
  });

  it.runIf(process.platform !== 'win32')('is heard line by line, until nobody listens any more', async () => {
    const lines: string[] = [];
    await new Promise<void>((resolve) => {
      const stop = followProgram('sh', ['-c', 'echo one; echo two; exec sleep 60'], (line) => {
        lines.push(line);
        if (lines.length < 2) return;
        stop();
        resolve();
      });
    });
    expect(lines).toEqual(['one', 'two']);
  });

  it('is not heard where no program can listen', () => {
    expect(() => {
      followProgram('/nowhere/dbus-monitor', [], () => undefined)();
    }).not.toThrow();
  });
});
