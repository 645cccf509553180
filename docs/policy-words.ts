/** What administrators read of each policy, besides the English meaning (docs/make-policy.ts). */
import type { SettingKey } from '../electron/settings/settings.js';

/** Where group policy's editor shows it. */
export const GROUPS = {
  signIn: { en: 'Sign-in', de: 'Anmeldung' },
  offered: { en: 'What is offered', de: 'Angebotene Funktionen' },
  updates: { en: 'Updates', de: 'Updates' },
  data: { en: 'Data on this computer', de: 'Daten auf diesem Computer' },
  look: { en: 'Appearance and use', de: 'Darstellung und Bedienung' },
  notifications: { en: 'Notifications', de: 'Benachrichtigungen' },
} as const;
export type Group = keyof typeof GROUPS;

/** Group, English title, German title, German meaning. */
export type Words = readonly [Group, en: string, de: string, meaning: string];

export const WORDS: Readonly<Record<SettingKey, Words>> = {
  region: ['signIn', 'Region', 'Region', 'Die Genesys-Cloud-Region, mit ihrer Kennung oder ihrem Hostnamen.'],
  apiUrl: [
    'signIn',
    'API address',
    'API-Adresse',
    'Eine eigene Umgebung statt einer Region: die API. Braucht „loginUrl“.',
  ],
  loginUrl: ['signIn', 'Sign-in address', 'Anmeldeadresse', 'Eine eigene Umgebung: die Anmeldung. Braucht „apiUrl“.'],
  channelHost: [
    'signIn',
    'Host of live updates',
    'Host der Live-Aktualisierung',
    'Der Host der Live-Aktualisierung, mit oder ohne Port, falls er nicht zur Domäne der API gehört (eigenes Gateway).',
  ],
  clientId: [
    'signIn',
    'Client id',
    'Client-ID',
    'Der OAuth-Client. Ist er gesetzt, wird die Demo-Organisation nicht angeboten, außer „demo“ sagt es anders.',
  ],
  org: ['signIn', 'Organisation', 'Organisation', 'Single Sign-on: der Kurzname der Organisation. Braucht „provider“.'],
  provider: [
    'signIn',
    'Identity provider',
    'Identitätsanbieter',
    'Single Sign-on: der Identitätsanbieter. Braucht „org“.',
  ],
  target: [
    'signIn',
    'Trustor organisation',
    'Vertrauende Organisation',
    'Die ID einer vertrauenden Organisation, an der angemeldet wird.',
  ],
  loginHint: [
    'signIn',
    'Login hint',
    'Anmeldehinweis',
    'Trägt ein, wer sich anmeldet: eine E-Mail-Adresse, der Name einer Organisation oder „E-Mail:Organisation“.',
  ],
  redirectPort: [
    'signIn',
    'Redirect port',
    'Port der Rückleitung',
    'Der Port, zu dem der Browser nach der Anmeldung zurückkehrt. 0: irgendein freier.',
  ],
  signInAtStart: [
    'signIn',
    'Sign in at start',
    'Beim Start anmelden',
    'Der Browser öffnet sich von selbst zur Anmeldung, einmal je Anmeldung am Computer.',
  ],
  keepSession: [
    'signIn',
    'Keep the sign-in',
    'Anmeldung behalten',
    'Wie lange eine Anmeldung gilt: über Neustarts, bis die App endet, oder bis der Bildschirm gesperrt wird (wo das zu erfahren ist).',
  ],
  idleRenewal: [
    'signIn',
    'Postpone the inactivity timeout',
    'Inaktivitätsgrenze aufschieben',
    'Ob jemand, der an diesem Computer arbeitet, die Inaktivitätsgrenze der Organisation aufschiebt.',
  ],
  demo: ['offered', 'Demo organisation', 'Demo-Organisation', 'Ob die Demo-Organisation angeboten wird.'],
  startAtLogin: [
    'look',
    'Start at login',
    'Bei der Anmeldung starten',
    'Die App startet verborgen bei der Anmeldung am Computer.',
  ],
  language: ['look', 'Language', 'Sprache', 'Die Sprache der App. „system“ folgt dem Computer.'],
  theme: ['look', 'Theme', 'Farbschema', 'Hell, dunkel oder wie das System.'],
  zoom: ['look', 'Zoom', 'Zoom', 'Der Zoom der Fenster in Prozent.'],
  openPopupHotkey: [
    'look',
    'Hotkey that opens the popup',
    'Tastenkürzel zum Öffnen',
    'Öffnet das Fenster aus jedem Programm. Deaktiviert: kein Tastenkürzel.',
  ],
  previousPresenceHotkey: [
    'look',
    'Hotkey for the previous presence',
    'Tastenkürzel zur vorigen Präsenz',
    'Führt zur vorigen Präsenz zurück. Deaktiviert: kein Tastenkürzel.',
  ],
  freePopupAfterMinutes: [
    'look',
    'Free memory after minutes',
    'Speicher freigeben nach Minuten',
    'Das Fenster gibt seinen Speicher zurück, wenn es so viele Minuten nicht gebraucht wurde. 0: nie.',
  ],
  offQueue: [
    'look',
    'Leaving the queue',
    'Verlassen der Warteschlange',
    'Wohin das Ausschalten von On Queue führt: zur Präsenz davor oder zu Verfügbar.',
  ],
  asksForPrimarySource: [
    'offered',
    'Ask for the primary source',
    'Nach der primären Quelle fragen',
    'Agenten werden einmal gebeten, Genesys Cloud entscheiden zu lassen, wo eine andere Quelle es tut.',
  ],
  asksForProxyPassword: [
    'offered',
    'Ask for a proxy’s password',
    'Nach dem Kennwort eines Proxys fragen',
    'Ob Agenten einmal nach dem Kennwort eines Proxys gefragt werden, der eines verlangt. Sonst wird nur die Ursache genannt.',
  ],
  history: [
    'data',
    'History',
    'Verlauf',
    'Ob die eigenen Präsenzen auf dem Computer aufgezeichnet werden, für „Mein Tag“.',
  ],
  historyDays: ['data', 'Days of history', 'Tage des Verlaufs', 'So viele Tage wird er aufbewahrt.'],
  dayStartsAtMinutes: [
    'data',
    'Start of a day',
    'Beginn eines Tages',
    'Wann ein Tag von „Mein Tag“ beginnt, in Minuten nach Mitternacht.',
  ],
  manage: [
    'offered',
    'Manage presences',
    'Präsenzen verwalten',
    'Ob „Präsenzen verwalten“ denen angeboten wird, deren Berechtigungen es erlauben.',
  ],
  export: ['offered', 'Export', 'Export', 'Ob sich als Datei speichern lässt, was ein Fenster zeigt.'],
  team: ['offered', 'Team', 'Team', 'Ob Vorgesetzten „Team“ angeboten wird, die Präsenzen anderer Personen.'],
  updates: [
    'updates',
    'Updates',
    'Updates',
    'Ob neuere Versionen installiert werden („on“), nur gemeldet werden („tell“) oder nicht gesucht werden („off“). MSI, deb, rpm und was nur ein Administrator ersetzen darf, wird höchstens gemeldet.',
  ],
  updateFeed: [
    'updates',
    'Address of updates',
    'Adresse der Updates',
    'Der https-Ordner, aus dem Updates kommen, statt des eigenen der App: ein eigener Server mit Kopien der Dateien und ihrer Signaturen. In der Einstellungsdatei einer Person bedeutet er nichts.',
  ],
  dataFolder: [
    'data',
    'Data folder',
    'Datenordner',
    'Wo Einstellungen, Verlauf und Protokolle liegen, für alle auf dem Computer: ein absoluter Pfad. ${user_name}, ${user_home} und ${machine_name} werden eingesetzt, unter Windows auch ${local_app_data} und ${roaming_app_data}. „--user-data-dir“ wirkt dann nicht.',
  ],
  notifyChanges: [
    'notifications',
    'Changes made elsewhere',
    'Änderungen von anderswo',
    'Welche Änderungen von anderswo eine Benachrichtigung auslösen.',
  ],
  notifyFailures: [
    'notifications',
    'Failed changes',
    'Gescheiterte Änderungen',
    'Eine Benachrichtigung über eine gescheiterte Änderung.',
  ],
  notifySession: [
    'notifications',
    'End of the session',
    'Ende der Sitzung',
    'Eine Benachrichtigung, dass die Sitzung bald endet oder geendet hat.',
  ],
  notifyNotResponding: [
    'notifications',
    'Missed interactions',
    'Verpasste Interaktionen',
    'Eine Benachrichtigung über eine verpasste Interaktion.',
  ],
  notifyGoOnQueue: [
    'notifications',
    'Way back On Queue',
    'Rückweg in die Warteschlange',
    'Eine Benachrichtigung, die nach dem Rückweg zu On Queue fragt.',
  ],
  notifyTimers: [
    'notifications',
    'Presences that did not return',
    'Nicht zurückgekehrte Präsenzen',
    'Eine Benachrichtigung über eine frühere Präsenz, die nicht zurückgekehrt ist.',
  ],
  notifyLimits: [
    'notifications',
    'Limits',
    'Grenzen',
    'Eine Benachrichtigung über eine Grenze, die der Agent gesetzt hat.',
  ],
  notifyPlanned: [
    'notifications',
    'Planned activities',
    'Geplante Aktivitäten',
    'Eine Benachrichtigung über eine geplante Aktivität, die bald beginnt.',
  ],
  notifyDiffers: [
    'notifications',
    'Differences from the plan',
    'Abweichungen vom Plan',
    'Eine Benachrichtigung über eine begonnene geplante Aktivität, während die Präsenz eine andere ist, einmal.',
  ],
};
