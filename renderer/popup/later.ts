/** What the popup loads after its first frame. */
export { default as ForTime } from './ForTime.svelte';
export { default as RowMenu } from './RowMenu.svelte';
