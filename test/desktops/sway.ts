/** Sway with Waybar and mako, drawn by Wayland alone. Its screen is a window of the session's X11 screen. */
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { mustRun } from '../desktop/processes.js';
import type { Area } from '../desktop/screen.js';
import type { DesktopSession } from '../desktop/session.js';
import { waitFor } from '../desktop/wait.js';
import { KEY, type Desktop, type Orders, type Recipe } from './recipe.js';

const BAR_HEIGHT = 30;

export const sway: Recipe = {
  name: 'sway',
  packages: ['sway', 'waybar', 'mako-notifier', 'xdg-desktop-portal', 'xdg-desktop-portal-gtk'],
  opensBy: 'click',
  popupBelongs: 'inTheMiddle',
  keys: 'binding',
  menuBy: 'mouse',
  intoSubmenu: [],
  autostart: 'ownConfiguration',
  appArgs: ['--ozone-platform=wayland'],
  env: { XDG_CURRENT_DESKTOP: 'sway', XDG_SESSION_TYPE: 'wayland' },
  title: async () => {
    const version = async (program: string): Promise<string> =>
      /[\d.]*\d/.exec(await mustRun(program, ['--version']))?.[0] ?? '';
    return `Sway ${await version('sway')}, Waybar ${await version('waybar')}, Wayland`;
  },
  start,
};

async function start(session: DesktopSession, orders: Orders): Promise<Desktop> {
  const { env, folder, background, bus, screen } = session;
  const runtime = env['XDG_RUNTIME_DIR'] ?? '';
  const socket = join(runtime, 'sway.sock');
  const config = join(folder, 'sway.conf');
  await writeFile(config, swayConfig(screen.size, orders));
  await writeWaybar(env);
  // A click by swaymsg never reaches Waybar, so mouse and keys come from the X11 screen around it.
  background.start('sway', 'sway', ['--config', config], {
    env: { ...env, SWAYSOCK: socket, WLR_BACKENDS: 'x11', WLR_RENDERER: 'pixman' },
  });
  const display = 'wayland-1';
  await waitFor('sway', async () => {
    await access(join(runtime, display));
    await mustRun('swaymsg', ['--socket', socket, '--type', 'get_version']);
    return true;
  });
  await waitFor('Waybar’s tray', async () => {
    const watcher = 'org.kde.StatusNotifierWatcher';
    return (await bus.property(watcher, '/StatusNotifierWatcher', watcher, 'IsStatusNotifierHostRegistered')) === true;
  });
  const tree = async (): Promise<Node[]> =>
    nodesOf(v.parse(nodeSchema, JSON.parse(await mustRun('swaymsg', ['--socket', socket, '-r', '-t', 'get_tree']))));
  return {
    panel: { x: 0, y: 0, width: screen.size.width, height: BAR_HEIGHT },
    env: { ...env, DISPLAY: undefined, WAYLAND_DISPLAY: display },
    windows: async (title) =>
      (await tree()).filter((node) => node.visible === true && node.name === title).map(({ rect }) => rect),
    focusElsewhere: () => Promise.resolve(),
    setDark: (dark) =>
      mustRun('gsettings', ['set', 'org.gnome.desktop.interface', 'color-scheme', dark ? 'prefer-dark' : 'default'], {
        env,
      }).then(() => undefined),
  };
}

const swayConfig = ({ width, height }: { width: number; height: number }, { onKey, atLogin }: Orders): string =>
  [
    'xwayland disable',
    `output * resolution ${width}x${height}`,
    'output * background #47566b solid_color',
    'exec dbus-update-activation-environment WAYLAND_DISPLAY SWAYSOCK XDG_CURRENT_DESKTOP',
    'exec waybar',
    'exec mako',
    `bindsym ${KEY.sway} exec env -u DISPLAY ${onKey}`,
    ...(atLogin === null ? [] : [`exec env -u DISPLAY ${atLogin}`]),
    '',
  ].join('\n');

/** Debian's own has modules for hardware that a virtual machine lacks. */
async function writeWaybar(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = join(env['XDG_CONFIG_HOME'] ?? '', 'waybar');
  await mkdir(folder, { recursive: true });
  const bar = {
    height: BAR_HEIGHT,
    'modules-left': ['sway/workspaces'],
    'modules-center': ['sway/window'],
    'modules-right': ['clock', 'tray'],
    tray: { 'icon-size': 20, spacing: 8 },
  };
  await writeFile(join(folder, 'config'), JSON.stringify(bar));
}

interface Node {
  readonly name: string | null;
  readonly visible?: boolean | undefined;
  readonly rect: Area;
  readonly nodes: readonly Node[];
  readonly floating_nodes: readonly Node[];
}
const nodeSchema: v.GenericSchema<unknown, Node> = v.object({
  name: v.nullable(v.string()),
  visible: v.optional(v.boolean()),
  rect: v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() }),
  nodes: v.array(v.lazy(() => nodeSchema)),
  floating_nodes: v.array(v.lazy(() => nodeSchema)),
});

const nodesOf = (node: Node): Node[] => [node, ...[...node.nodes, ...node.floating_nodes].flatMap(nodesOf)];
