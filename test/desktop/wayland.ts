/**
 * A Wayland compositor without a screen, inside a desktop session: sway on wlroots' headless backend, controlled over
 * its own socket.
 */
import { spawn } from 'node:child_process';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { mustRun } from './processes.js';
import type { DesktopSession } from './session.js';
import { waitFor } from './wait.js';

export interface WaylandWindow {
  readonly id: number;
  readonly title: string;
  /** The program's own name for itself. Null: a window of XWayland. */
  readonly appId: string | null;
  /** A window with its own size above the others, instead of a tile. */
  readonly floating: boolean;
  readonly width: number;
  readonly height: number;
}

interface Node {
  readonly id: number;
  readonly type: string;
  readonly name: string | null;
  readonly app_id?: string | null | undefined;
  readonly visible?: boolean | undefined;
  readonly rect: { readonly width: number; readonly height: number };
  readonly nodes: readonly Node[];
  readonly floating_nodes: readonly Node[];
}
const nodeSchema: v.GenericSchema<unknown, Node> = v.object({
  id: v.number(),
  type: v.string(),
  name: v.nullable(v.string()),
  app_id: v.optional(v.nullable(v.string())),
  visible: v.optional(v.boolean()),
  rect: v.object({ width: v.number(), height: v.number() }),
  nodes: v.array(v.lazy(() => nodeSchema)),
  floating_nodes: v.array(v.lazy(() => nodeSchema)),
});

const eventSchema = v.object({
  first: v.optional(v.boolean()),
  change: v.optional(v.string()),
  container: v.optional(v.object({ id: v.number() })),
});

/** It has no keys, because a headless compositor has none. Programs are started as by its key bindings. */
export class Compositor {
  private constructor(
    /** For this compositor's programs: only Wayland, no X11. */
    readonly env: NodeJS.ProcessEnv,
    private readonly socket: string,
  ) {}

  static async start(session: DesktopSession): Promise<Compositor> {
    const runtime = session.env['XDG_RUNTIME_DIR'] ?? '';
    const socket = join(runtime, 'sway.sock');
    const config = join(session.folder, 'sway.conf');
    await writeFile(
      config,
      'xwayland disable\noutput * resolution 1280x800\ndefault_border none\ndefault_floating_border none\n',
    );
    const env: NodeJS.ProcessEnv = { ...session.env, XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'sway' };
    delete env['DISPLAY'];
    session.background.start('sway', 'sway', ['--config', config], {
      env: {
        ...env,
        SWAYSOCK: socket,
        WLR_BACKENDS: 'headless',
        WLR_LIBINPUT_NO_DEVICES: '1',
        WLR_RENDERER: 'pixman',
      },
    });
    const display = 'wayland-1';
    await waitFor('the Wayland compositor', async () => {
      await access(join(runtime, display));
      await mustRun('swaymsg', ['--socket', socket, '--type', 'get_version']);
      return true;
    });
    return new Compositor({ ...env, DISPLAY: undefined, WAYLAND_DISPLAY: display }, socket);
  }

  /** The windows that are on the screen. */
  async windows(): Promise<WaylandWindow[]> {
    const text = await mustRun('swaymsg', ['--socket', this.socket, '--raw', '--type', 'get_tree']);
    const found: WaylandWindow[] = [];
    const walk = (node: Node): void => {
      if (node.visible === true && node.app_id !== undefined)
        found.push({
          id: node.id,
          title: node.name ?? '',
          appId: node.app_id,
          floating: node.type === 'floating_con',
          width: node.rect.width,
          height: node.rect.height,
        });
      for (const child of [...node.nodes, ...node.floating_nodes]) walk(child);
    };
    walk(v.parse(nodeSchema, JSON.parse(text)));
    return found;
  }

  /** Waits for a window by its title. */
  async window(title: string): Promise<WaylandWindow> {
    return waitFor(`a Wayland window titled ${title}`, async () => {
      const windows = await this.windows();
      const found = windows.find((window) => window.title === title);
      if (found === undefined) throw new Error(`there are ${JSON.stringify(windows.map((window) => window.title))}`);
      return found;
    });
  }

  /** Notes the ids of all windows that open from now on, however briefly, until the compositor ends. */
  async watchWindows(): Promise<readonly number[]> {
    const opened: number[] = [];
    const args = ['--socket', this.socket, '--raw', '--monitor', '--type', 'subscribe', '["window","tick"]'];
    const child = spawn('swaymsg', args, { env: this.env, stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise<void>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        const event = v.parse(eventSchema, JSON.parse(line));
        // The first tick says that it listens.
        if (event.first === true) resolve();
        if (event.change === 'new' && event.container) opened.push(event.container.id);
      });
      child.once('exit', () => reject(new Error('swaymsg ended')));
    });
    return opened;
  }

  /** Runs a line as one of the compositor's key bindings would (`bindsym … exec …`). */
  async exec(line: string): Promise<void> {
    await mustRun('swaymsg', ['--socket', this.socket, 'exec', '--', line]);
  }
}
