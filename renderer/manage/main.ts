import { openWindow } from '../shared/mount.js';
import './manage.css';
import Manage from './Manage.svelte';

void openWindow(Manage);
