/**
 * Words that read in another language as in English: names, units, and what a language took from English or from the
 * same root. A text made of nothing else may equal the English one. Every other equal text was forgotten.
 */

/** Names and units are the same everywhere. */
export const NAMES = ['Presence', 'Tray', 'Genesys', 'Cloud', 'Ctrl', 'CSV', 'JSON', 'ID', 'min', 'h', 's', 'd'];

/** By the service's code of the locale. */
export const SAME_WORDS: Readonly<Record<string, readonly string[]>> = {
  cs: ['Export', 'Import', 'Demo', 'Offline', 'Region', 'Routing', 'Tým', 'live'],
  da: [
    'System',
    'Region',
    'Version',
    'Import',
    'Demo',
    'Offline',
    'Team',
    'Start',
    'Person',
    'Status',
    'Routing',
    'live',
  ],
  de: [
    ...['App', 'Demo', 'Desktop', 'live', 'Name', 'Offline', 'Organisation', 'Person', 'Proxy', 'Region', 'Routing'],
    ...['System', 'Team', 'Updates', 'Version'],
  ],
  es: ['Demo', 'General', 'no'],
  fi: ['Offline', 'Demo'],
  fr: [
    ...['Actions', 'active', 'Description', 'Division', 'Licences', 'Message', 'Messages', 'Minutes', 'minute'],
    ...['minutes', 'Notifications', 'Organisation', 'Routines', 'Session', 'Source', 'Sources', 'Version'],
  ],
  it: ['Demo', 'Offline', 'Password', 'Team', 'no'],
  nl: [
    ...['Account', 'Client', 'Demo', 'Details', 'Export', 'Filter', 'Import', 'live', 'Offline', 'Open', 'Routines'],
    ...['Start', 'Status', 'Team', 'Training', 'Type', 'Routing', 'Week'],
  ],
  no: ['System', 'Region', 'Person', 'Demo', 'Team', 'Import', 'Status', 'Offline'],
  pl: ['Demo', 'Offline', 'Import', 'Status', 'System', 'Region'],
  pt_BR: ['Demo', 'Offline', 'Status', 'Online', 'Total'],
  pt_PT: ['Demo', 'Offline', 'Online', 'Total'],
  sv: ['System', 'Region', 'Version', 'Person', 'Team', 'Demo', 'Offline', 'Status', 'Import', 'Start'],
  tr: ['Demo'],
};
