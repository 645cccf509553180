/**
 * The files that make a desktop session our own: a D-Bus that starts nothing by itself, a panel with a tray, quiet
 * notifications.
 */
import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The bus may start these services. Everything else is started by hand, so that a missing one stays missing. */
const ACTIVATABLE = ['org.xfce.Xfconf', 'org.gnome.keyring.SystemPrompter', 'org.gnome.keyring.PrivatePrompter'];

/** Programs look for it by themselves, so it can be started only in a session where somebody listens. */
const ACCESSIBILITY = 'org.a11y.Bus';

/** The height of the panel at the lower edge, in pixels before scaling. */
export const PANEL_HEIGHT = 32;

export interface SessionFolders {
  readonly home: string;
  readonly config: string;
  readonly runtime: string;
  readonly logs: string;
  readonly busConfig: string;
  /** For a whole desktop: the bus starts every service that is installed. */
  readonly desktopBusConfig: string;
  readonly busSocket: string;
  readonly dunstrc: string;
  /** The answer of a notification's menu of actions. The script that replaces the menu reads it. */
  readonly chosenAction: string;
}

export async function writeSessionFiles(
  folder: string,
  screen: { width: number; height: number; scale: number },
  accessibility: boolean,
): Promise<SessionFolders> {
  const folders: SessionFolders = {
    home: join(folder, 'home'),
    config: join(folder, 'home', '.config'),
    runtime: join(folder, 'run'),
    logs: join(folder, 'logs'),
    busConfig: join(folder, 'bus.conf'),
    desktopBusConfig: join(folder, 'desktop-bus.conf'),
    busSocket: join(folder, 'run', 'bus'),
    dunstrc: join(folder, 'dunstrc'),
    chosenAction: join(folder, 'chosen-action'),
  };
  await mkdir(folders.config, { recursive: true });
  await mkdir(folders.runtime, { mode: 0o700 });
  await mkdir(folders.logs);
  await writeBus(folder, folders, accessibility ? [...ACTIVATABLE, ACCESSIBILITY] : ACTIVATABLE);
  await write(join(folders.config, 'xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml'), panelXml(screen));
  await write(join(folders.config, 'xfce4/xfconf/xfce-perchannel-xml/xfwm4.xml'), XFWM_XML);
  await write(join(folders.config, 'gtk-3.0/settings.ini'), GTK_INI);
  const menu = join(folder, 'choose-action');
  await writeFile(menu, `#!/bin/sh\ngrep -m 1 -F -- "$(cat '${folders.chosenAction}')"\n`, { mode: 0o755 });
  await write(folders.dunstrc, dunstrc(menu, screen));
  return folders;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function writeBus(folder: string, folders: SessionFolders, activatable: readonly string[]): Promise<void> {
  const services = join(folder, 'services');
  await mkdir(services);
  for (const name of activatable) {
    const file = `/usr/share/dbus-1/services/${name}.service`;
    if (existsSync(file)) await symlink(file, join(services, `${name}.service`));
  }
  await write(folders.busConfig, busXml(folders.busSocket, `<servicedir>${services}</servicedir>`));
  await write(folders.desktopBusConfig, busXml(folders.busSocket, '<standard_session_servicedirs/>'));
}

const busXml = (
  socket: string,
  services: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  ${services}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/**
 * One panel along the lower edge: an empty stretch, then the tray at the right end. It is written out, so that no
 * first-run question blocks.
 */
const panelXml = ({
  width,
  height,
  scale,
}: {
  width: number;
  height: number;
  scale: number;
}): string => `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="false"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=10;x=${width / 2 / scale};y=${height / scale - PANEL_HEIGHT / 2}"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="${PANEL_HEIGHT}"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
`;

const XFWM_XML = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfwm4" version="1.0">
  <property name="general" type="empty">
    <property name="use_compositing" type="bool" value="false"/>
    <property name="workspace_count" type="int" value="1"/>
  </property>
</channel>
`;

const GTK_INI = `[Settings]
gtk-theme-name=Adwaita
gtk-font-name=Noto Sans 10
gtk-enable-animations=false
`;

/**
 * Notifications stay until someone handles them. A click runs their action, and a script answers the menu of several.
 */
const dunstrc = (menu: string, { scale }: { scale: number }): string => `[global]
    width = ${360 * scale}
    origin = top-right
    offset = ${16 * scale}x${16 * scale}
    font = Noto Sans ${10 * scale}
    dmenu = ${menu}
    mouse_left_click = do_action, close_current
    mouse_middle_click = close_current
    show_indicators = no
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
`;
