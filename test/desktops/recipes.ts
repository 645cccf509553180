import { gnome } from './gnome.js';
import { kde } from './kde.js';
import { DESKTOPS, type DesktopName, type Recipe } from './recipe.js';
import { sway } from './sway.js';

export const recipes: Readonly<Record<DesktopName, Recipe>> = { kde, gnome, sway };

export const isDesktopName = (name: string): name is DesktopName => DESKTOPS.some((one) => one === name);
