/** What the popup loads after its first frame. */
export { default as AlertLine } from './AlertLine.svelte';
export { default as ForTime } from './ForTime.svelte';
export { default as RowMenu } from './RowMenu.svelte';
