import { openWindow } from '../shared/mount.js';
import Team from './Team.svelte';

void openWindow(Team);
