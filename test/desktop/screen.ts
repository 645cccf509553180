/** What a person does and sees at the session's screen: mouse, keys, screenshots. */
import { hasX11Tray } from '../../electron/desktop/tray/x11-tray.js';
import { mustRun, run } from './processes.js';
import { waitFor } from './wait.js';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** A piece of the screen, three bytes per pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Buffer;
}

export const LEFT = 1;
export const RIGHT = 3;

export class Screen {
  constructor(
    private readonly env: NodeJS.ProcessEnv,
    readonly size: { width: number; height: number },
  ) {}

  private async xdotool(...args: readonly string[]): Promise<string> {
    return (await mustRun('xdotool', args, { env: this.env })).trim();
  }

  async move(to: Point): Promise<void> {
    await this.xdotool('mousemove', '--sync', String(to.x), String(to.y));
  }

  async click(at: Point, button = LEFT): Promise<void> {
    // With --sync it returns at once if the pointer is already there. Otherwise the click follows its arrival.
    await this.xdotool('mousemove', String(at.x), String(at.y), 'click', String(button));
  }

  /** Where the pointer is. */
  async clickHere(): Promise<void> {
    await this.xdotool('click', String(LEFT));
  }

  /** Twice, as fast as a person. */
  async doubleClick(at: Point): Promise<void> {
    await this.xdotool(
      'mousemove',
      String(at.x),
      String(at.y),
      'click',
      '--repeat',
      '2',
      '--delay',
      '80',
      String(LEFT),
    );
  }

  /** Keys by their X names: `Escape`, `ctrl+shift+p`. */
  async key(...keys: readonly string[]): Promise<void> {
    await this.xdotool('key', '--clearmodifiers', ...keys);
  }

  async type(text: string): Promise<void> {
    await this.xdotool('type', '--delay', '15', '--', text);
  }

  /** The visible windows whose title matches, by their X ids. */
  async windows(titlePattern: string): Promise<string[]> {
    const found = await this.xdotool('search', '--onlyvisible', '--name', titlePattern).catch(() => '');
    return found.split('\n').filter((id) => id !== '');
  }

  /** Waits for a visible window by its title. */
  async window(titlePattern: string): Promise<string> {
    return waitFor(`a window titled ${titlePattern}`, async () => (await this.windows(titlePattern)).at(0));
  }

  /** Focuses a window. */
  async focus(id: string): Promise<void> {
    await this.xdotool('windowactivate', '--sync', id);
  }

  /** The focused window. */
  async active(): Promise<string> {
    return this.xdotool('getactivewindow');
  }

  /** Waits for a program's visible window, for windows without a title. */
  async windowOf(program: string): Promise<string> {
    return waitFor(`a window of ${program}`, async () =>
      (await this.xdotool('search', '--onlyvisible', '--class', program)).split('\n').find((id) => id !== ''),
    );
  }

  async noWindow(titlePattern: string): Promise<void> {
    await waitFor(`no window titled ${titlePattern}`, async () => (await this.windows(titlePattern)).length === 0);
  }

  /** Whether a panel of the older kind accepts icons here: it owns the protocol's selection. */
  async hasX11Tray(): Promise<boolean> {
    return hasX11Tray(this.env);
  }

  /** Waits for the only icon on a panel of the older kind, which is as wide as its icons. Returns its middle. */
  async trayIcon(panel: string): Promise<Point> {
    return waitFor('the icon on the panel', async () => {
      const { x, y, width, height } = await this.windowArea(await this.windowOf(panel));
      return width < 16 ? null : { x: x + Math.round(width / 2), y: y + Math.round(height / 2) };
    });
  }

  /** The visible windows without a frame: menus, tooltips, notifications. */
  async unframed(): Promise<string[]> {
    const tree = await mustRun('xwininfo', ['-root', '-tree'], { env: this.env });
    const ids = [...tree.matchAll(/^ {5}(0x[0-9a-f]+) /gm)].map(([, id]) => id ?? '');
    const facts = await Promise.all(ids.map((id) => run('xwininfo', ['-id', id], { env: this.env })));
    return ids.filter((_, at) => {
      const stdout = facts[at]?.stdout ?? '';
      return /Map State: IsViewable/.test(stdout) && /Override Redirect State: yes/.test(stdout);
    });
  }

  async popups(): Promise<number> {
    return (await this.unframed()).length;
  }

  /** Waits until there are more of them than before: a menu has opened. */
  async popupsAbove(before: number): Promise<void> {
    await waitFor('a menu to open', async () => (await this.popups()) > before);
  }

  /** The area inside the window's frame. */
  async windowArea(id: string): Promise<Area> {
    const said = await mustRun('xwininfo', ['-id', id], { env: this.env });
    const number = (name: string): number => Number(new RegExp(`${name}: +(-?\\d+)`).exec(said)?.[1] ?? 0);
    return {
      x: number('Absolute upper-left X'),
      y: number('Absolute upper-left Y'),
      width: number('Width'),
      height: number('Height'),
    };
  }

  /** The window with its frame. */
  async framedArea(id: string): Promise<Area> {
    const { x, y, width, height } = await this.windowArea(id);
    const said = await this.property(id, '_NET_FRAME_EXTENTS');
    const [left = 0, right = 0, top = 0, bottom = 0] = (/= (.*)/.exec(said)?.[1] ?? '').split(', ').map(Number);
    return { x: x - left, y: y - top, width: width + left + right, height: height + top + bottom };
  }

  /** What the window manager and the panel know about a window: `_NET_WM_STATE`, `_NET_WM_WINDOW_TYPE`. */
  async property(id: string, name: string): Promise<string> {
    return mustRun('xprop', ['-id', id, name], { env: this.env });
  }

  /** Waits until a window has drawn something and stopped drawing. */
  async settled(window: string | Area): Promise<void> {
    let before: Buffer | null = null;
    await waitFor('the window to be drawn', async () => {
      const { rgb } = await this.picture(typeof window === 'string' ? await this.windowArea(window) : window);
      const still = before?.equals(rgb) === true && rgb.some((byte, at) => byte !== rgb[at % 3]);
      before = rgb;
      return still;
    });
  }

  /** @param area the wanted part. Default: the whole screen */
  async screenshot(file: string, area?: Area): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const crop = area === undefined ? [] : ['-crop', geometry(area), '+repage'];
    // Without dates, so that the same picture gives the same file.
    const stable = ['-strip', '-define', 'png:exclude-chunks=date,time'];
    await mustRun('import', ['-window', 'root', ...crop, ...stable, file], { env: this.env });
  }

  async picture(area: Area): Promise<Picture> {
    const { stdout } = await promisify(execFile)(
      'import',
      ['-window', 'root', '-crop', geometry(area), '+repage', '-depth', '8', 'rgb:-'],
      { env: this.env, encoding: 'buffer', maxBuffer: 1 << 28 },
    );
    return { width: area.width, height: area.height, rgb: stdout };
  }
}

/** In ImageMagick's form. */
const geometry = ({ x, y, width, height }: Area): string => `${width}x${height}+${x}+${y}`;
