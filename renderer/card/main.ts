import { openWindow } from '../shared/mount.js';
import Card from './Card.svelte';

void openWindow(Card);
