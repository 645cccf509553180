import { openWindow } from '../shared/mount.js';
import './settings.css';
import Settings from './Settings.svelte';
import { watchPlace } from './place.svelte.js';

// This comes before anything loads: main says where to open as soon as the page exists.
watchPlace();
void openWindow(Settings);
