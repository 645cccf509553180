/** What would be lost with the window: unsaved edits, a running import. One for the whole window. */
export const unsaved = $state({ edits: false, import: false });
