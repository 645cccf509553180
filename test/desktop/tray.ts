/** The app's tray icon as the desktop knows it: a StatusNotifierItem, its menu, and its place on the panel. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { Bus } from './bus.js';
import { LEFT, RIGHT, type Point, type Screen } from './screen.js';
import { PANEL_HEIGHT } from './session-files.js';
import { mustRun } from './processes.js';
import { waitFor } from './wait.js';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';

export interface TrayItem {
  readonly service: string;
  readonly path: string;
}

export interface TrayPicture {
  readonly width: number;
  readonly height: number;
  /** Bytes in the order alpha, red, green, blue. */
  readonly argb: Buffer;
}

export interface MenuEntry {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly kind: 'entry' | 'separator';
  /** Null: the entry has no mark. */
  readonly checked: boolean | null;
  readonly children: readonly MenuEntry[];
}

/** Variants as busctl prints them. */
const variantSchema = v.object({ data: v.unknown() });
const layoutSchema = v.tuple([v.number(), v.record(v.string(), variantSchema), v.array(variantSchema)]);

export class Tray {
  constructor(
    private readonly bus: Bus,
    private readonly screen: Screen,
    private readonly scale: number,
  ) {}

  /** Whether a panel shows icons over D-Bus. */
  async hasHost(): Promise<boolean> {
    if (!(await this.bus.hasOwner(WATCHER))) return false;
    return (
      (await this.bus.property(WATCHER, '/StatusNotifierWatcher', WATCHER, 'IsStatusNotifierHostRegistered')) === true
    );
  }

  /** Every item registered with the panel. None if there is no panel. */
  async items(): Promise<TrayItem[]> {
    if (!(await this.bus.hasOwner(WATCHER))) return [];
    const names = await this.bus.property(WATCHER, '/StatusNotifierWatcher', WATCHER, 'RegisteredStatusNotifierItems');
    return v.parse(v.array(v.string()), names).map((name) => {
      const slash = name.indexOf('/');
      return slash < 0
        ? { service: name, path: '/StatusNotifierItem' }
        : // GNOME's extension parts them by an @.
          { service: name.slice(0, slash).replace(/@$/, ''), path: name.slice(slash) };
    });
  }

  /** Waits until there is exactly one item, and returns it. */
  async item(): Promise<TrayItem> {
    return waitFor('the tray icon', async () => {
      const items = await this.items();
      return items.length === 1 ? items[0] : null;
    });
  }

  async gone(): Promise<void> {
    await waitFor('the tray icon to go', async () => (await this.items()).length === 0);
  }

  private async itemProperty(name: string): Promise<unknown> {
    const { service, path } = await this.item();
    return this.bus.property(service, path, ITEM, name);
  }

  async tooltip(): Promise<string> {
    const [, , title, text] = v.parse(
      v.tuple([v.unknown(), v.unknown(), v.string(), v.string()]),
      await this.itemProperty('ToolTip'),
    );
    return [title, text].filter((part) => part !== '').join('\n');
  }

  /** Waits until the tooltip matches, and returns it. */
  async tooltipMatching(pattern: RegExp): Promise<string> {
    let last = '';
    return waitFor(`a tooltip like ${pattern}`, async () => {
      last = await this.tooltip();
      return pattern.test(last) ? last : null;
    }).catch((error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : String(error)} The tooltip was: ${last}`);
    });
  }

  /** The largest picture of the icon. On GNOME Electron names a file instead of sending its pixels. */
  async picture(): Promise<TrayPicture> {
    const [folder, name] = await Promise.all(
      ['IconThemePath', 'IconName'].map(async (property) => String(await this.itemProperty(property).catch(() => ''))),
    );
    if (folder && name) return readPicture(join(folder, `${name}.png`));
    const pictures = v.parse(
      v.array(v.tuple([v.number(), v.number(), v.array(v.number())])),
      await this.itemProperty('IconPixmap'),
    );
    const largest = pictures.reduce((best, next) => (next[0] > best[0] ? next : best), pictures[0] ?? [0, 0, []]);
    return { width: largest[0], height: largest[1], argb: Buffer.from(largest[2]) };
  }

  async status(): Promise<string> {
    return v.parse(v.string(), await this.itemProperty('Status'));
  }

  /** The icon's place on the panel: the middle of what is drawn there. */
  async position(): Promise<Point> {
    await this.item();
    const height = PANEL_HEIGHT * this.scale;
    const strip = { x: 0, y: this.screen.size.height - height, width: this.screen.size.width, height };
    return waitFor('the icon to be drawn on the panel', async () => {
      const { rgb, width } = await this.screen.picture(strip);
      const middle = Math.floor(height / 2);
      const margin = Math.floor(height / 8);
      const background = rgb.subarray(middle * width * 3, middle * width * 3 + 3);
      const columns: number[] = [];
      for (let x = 0; x < width; x++) {
        for (let y = margin; y < height - margin; y++) {
          const at = (y * width + x) * 3;
          if (rgb.compare(background, 0, 3, at, at + 3) !== 0) {
            columns.push(x);
            break;
          }
        }
      }
      const first = columns[0];
      const last = columns.at(-1);
      if (first === undefined || last === undefined || last - first > height * 1.5) return null;
      return { x: Math.round((first + last) / 2), y: strip.y + middle };
    });
  }

  async click(): Promise<void> {
    await this.screen.click(await this.position(), LEFT);
  }

  async openMenu(): Promise<void> {
    await this.screen.click(await this.position(), RIGHT);
  }

  private async menuAt(): Promise<TrayItem> {
    const { service } = await this.item();
    return { service, path: v.parse(v.string(), await this.itemProperty('Menu')) };
  }

  /** The context menu as the app hands it to the desktop. */
  async menu(): Promise<readonly MenuEntry[]> {
    const { service, path } = await this.menuAt();
    const [, layout] = await this.bus.call(service, path, MENU, 'GetLayout', 'iias', '0', '-1', '0');
    return readEntry(layout).children;
  }

  /**
   * The menu once it no longer changes. Each time the app publishes it, its entries are new, and choosing an earlier
   * one has no effect.
   */
  private async settledMenu(): Promise<readonly MenuEntry[]> {
    let before = '';
    return waitFor(
      "the tray's menu to stand still",
      async () => {
        const menu = await this.menu();
        const now = JSON.stringify(menu);
        const still = now === before;
        before = now;
        return still ? menu : null;
      },
      { everyMs: 200 },
    );
  }

  /** Chooses a menu entry with mouse and keys: a right click on the icon, then arrow keys. */
  async chooseByHand(...labels: readonly string[]): Promise<void> {
    const keys: string[] = [];
    let entries = await this.settledMenu();
    for (const [depth, label] of labels.entries()) {
      const selectable = entries.filter((entry) => entry.kind === 'entry' && entry.enabled && entry.visible);
      const at = selectable.findIndex((entry) => entry.label === label);
      if (at < 0)
        throw new Error(`The tray's menu has no ${label}: ${selectable.map((entry) => entry.label).join(', ')}`);
      // A submenu opens with its first entry selected, the menu itself with none.
      keys.push(...Array.from({ length: depth === 0 ? at + 1 : at }, () => 'Down'));
      keys.push(depth === labels.length - 1 ? 'Return' : 'Right');
      entries = selectable[at]?.children ?? [];
    }
    const before = await this.screen.popups();
    await this.openMenu();
    await this.screen.popupsAbove(before);
    await this.screen.key(...keys);
  }

  /** Chooses a menu entry like the desktop's panel. `labels` lead through submenus. */
  async choose(...labels: readonly string[]): Promise<void> {
    await (
      await this.ready(...labels)
    )();
  }

  /** Finds a menu entry. Calling what it returns chooses the entry, at once. */
  async ready(...labels: readonly string[]): Promise<() => Promise<void>> {
    const entry = await waitFor(`the menu entry ${labels.join(' > ')}`, async () => {
      let entries = await this.settledMenu();
      let found: MenuEntry | undefined;
      for (const label of labels) {
        found = entries.find((one) => one.label === label);
        entries = found?.children ?? [];
      }
      return found;
    });
    const { service, path } = await this.menuAt();
    return async () => {
      // An app that the choice ends may be gone before it answers.
      await this.bus
        .call(service, path, MENU, 'Event', 'isvu', String(entry.id), 'clicked', 's', '', '0')
        .catch((error: unknown) => {
          if (!(error instanceof Error && error.message.includes('disconnected from message bus'))) throw error;
        });
    };
  }
}

async function readPicture(file: string): Promise<TrayPicture> {
  const [width = 0, height = 0] = (await mustRun('identify', ['-format', '%w %h', file])).split(' ').map(Number);
  const { stdout } = await promisify(execFile)('convert', [file, '-depth', '8', 'rgba:-'], { encoding: 'buffer' });
  const argb = Buffer.alloc(stdout.length);
  for (let at = 0; at + 3 < stdout.length; at += 4) {
    stdout.copy(argb, at + 1, at, at + 3);
    stdout.copy(argb, at, at + 3, at + 4);
  }
  return { width, height, argb };
}

function readEntry(value: unknown): MenuEntry {
  const [id, properties, children] = v.parse(layoutSchema, value);
  /** The protocol omits default values. */
  const property = <S extends v.GenericSchema>(
    name: string,
    schema: S,
    standard: v.InferOutput<S>,
  ): v.InferOutput<S> => {
    const found = properties[name];
    return found === undefined ? standard : v.parse(schema, found.data);
  };
  const marks = property('toggle-type', v.string(), '') !== '';
  return {
    id,
    // A single underscore marks the letter that chooses the entry. A double one is an underscore.
    label: property('label', v.string(), '').replace(/_(.)/g, '$1'),
    enabled: property('enabled', v.boolean(), true),
    visible: property('visible', v.boolean(), true),
    kind: property('type', v.string(), '') === 'separator' ? 'separator' : 'entry',
    checked: marks ? property('toggle-state', v.number(), -1) === 1 : null,
    children: children.map((child) => readEntry(child.data)),
  };
}
