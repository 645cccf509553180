import { openWindow } from '../shared/mount.js';
import Day from './Day.svelte';

void openWindow(Day);
