/** What would be lost with the window: edits that were not saved, an import that runs. One for the whole window. */
export const unsaved = $state({ edits: false, import: false });
