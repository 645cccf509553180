import { openWindow } from '../shared/mount.js';
import Popup from './Popup.svelte';

void openWindow(Popup);
