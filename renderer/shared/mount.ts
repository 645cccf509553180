import { mount, type Component } from 'svelte';
import './theme.css';
import './api.js';
import { AppWindow } from './app-window.svelte.js';

/** Draws a window once its state and texts are there. */
export async function openWindow(view: Component<{ window: AppWindow }>): Promise<void> {
  const opened = await AppWindow.open(window.presenceTray);
  mount(view, { target: document.body, props: { window: opened } });
}
