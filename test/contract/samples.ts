/** One call of every operation, for comparing requests. The values reveal how they are encoded. */
import type { Sample } from './operations.js';

const definitionId = '227b37e2-f1d0-4dd0-8f50-badd7cf6d158';
const userId = 'f3c1/a b?c#d%&é';
const labels = { en_US: 'Tea break', de: 'Teepause' };
const presence = { presenceDefinition: { id: definitionId }, message: 'Back at 10:40 — ☕' };

export const SAMPLES: Readonly<Record<string, Sample>> = {
  getPresenceDefinitions0: { query: { deactivated: 'TRUE', divisionId: ['north', 'south'], localeCode: 'ALL' } },
  getPresenceDefinition0: { path: { definitionId }, query: { localeCode: 'pt_BR' } },
  postPresenceDefinitions0: { body: { languageLabels: labels, systemPresence: 'Break', divisionId: 'north' } },
  putPresenceDefinition0: { path: { definitionId }, body: { languageLabels: labels, deactivated: false } },
  deletePresenceDefinition0: { path: { definitionId } },

  getPresencedefinitions: { query: { pageNumber: 2, pageSize: 100, deleted: 'ALL', localeCode: 'en_US' } },
  getPresencedefinition: { path: { presenceId: definitionId }, query: { localeCode: 'ALL' } },
  postPresencedefinitions: { body: { languageLabels: labels, systemPresence: 'On Queue' } },
  putPresencedefinition: { path: { presenceId: definitionId }, body: { languageLabels: labels } },
  deletePresencedefinition: { path: { presenceId: definitionId } },

  getSystempresences: {},
  getPresenceSettings: {},
  putPresenceSettings: {
    body: {
      restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 60_000, restoreOnQueueEnabled: false },
      requestingOffQueueEnabled: true,
    },
  },

  getPresenceSources: { query: { deactivated: 'FALSE' } },
  getPresenceSource: { path: { sourceId: 'teams' } },
  postPresenceSources: { body: { name: 'Teams', description: '' } },
  putPresenceSource: { path: { sourceId: 'teams' }, body: { name: 'Teams' } },
  deletePresenceSource: { path: { sourceId: 'teams' } },
  getPresenceUserPrimarysource: { path: { userId } },
  putPresenceUserPrimarysource: { path: { userId }, body: { sourceId: 'PURECLOUD' } },

  getUserPresencesPurecloud: { path: { userId } },
  patchUserPresencesPurecloud: { path: { userId }, body: { ...presence, primary: true } },
  getUserPresence: { path: { userId, sourceId: 'my source/1' } },
  patchUserPresence: { path: { userId, sourceId: 'my source/1' }, body: { message: '' } },
  getUsersPresencesPurecloudBulk: { query: { id: ['u1', 'u2', 'u3'] } },
  getUsersPresenceBulk: { path: { sourceId: 'teams' }, query: { id: ['u1'] } },
  putUsersPresencesBulk: {
    body: [
      { id: 'u1', ...presence },
      { id: 'u2', message: '' },
    ],
  },

  postNotificationsChannels: {},
  getNotificationsChannels: { query: { includechannels: 'oauthclient' } },
  headNotificationsChannel: { path: { channelId: 'streaming-4-h0gh' } },
  getNotificationsChannelSubscriptions: { path: { channelId: 'streaming-4-h0gh' } },
  putNotificationsChannelSubscriptions: {
    path: { channelId: 'streaming-4-h0gh' },
    query: { ignoreErrors: true },
    body: [{ id: 'v2.users.u1.presence' }],
  },
  postNotificationsChannelSubscriptions: {
    path: { channelId: 'streaming-4-h0gh' },
    query: { ignoreErrors: false },
    body: [{ id: 'v2.users.u1?presence&routingStatus' }],
  },
  deleteNotificationsChannelSubscriptions: { path: { channelId: 'streaming-4-h0gh' } },
  getNotificationsAvailabletopics: { query: { expand: ['description', 'schema'], includePreview: true } },

  getTokensMe: { query: { preserveIdleTTL: true } },
  headTokensMe: {},
  deleteTokensMe: {},
  deleteToken: { path: { userId } },
  getTokensTimeout: {},
  putTokensTimeout: { body: { idleTokenTimeoutSeconds: 900, enableIdleTokenTimeout: true } },

  getUsersMe: { query: { expand: ['authorization', 'routingStatus'], integrationPresenceSource: 'MicrosoftTeams' } },
  getUserRoutingstatus: { path: { userId } },
  putUserRoutingstatus: { path: { userId }, body: { status: 'IDLE' } },
  getUserOutofoffice: { path: { userId } },
  putUserOutofoffice: { path: { userId }, body: { active: true, indefinite: true } },

  getUser: { path: { userId }, query: { expand: ['presence'], state: 'any' } },
  getUsers: { query: { id: ['u1', 'u2'], pageSize: 50, pageNumber: 1, expand: ['presence', 'routingStatus'] } },
  postUsersSearch: {
    body: { pageSize: 25, query: [{ type: 'CONTAINS', fields: ['name'], value: 'Ada' }], expand: ['presence'] },
  },
  postWorkforcemanagementAgentschedulesMine: {
    body: { startDate: '2026-11-27T00:00:00.000Z', endDate: '2026-11-29T00:00:00.000Z' },
  },
  getWorkforcemanagementBusinessunitActivitycodes: { path: { businessUnitId: 'mine' } },
  getUserDirectreports: { path: { userId }, query: { expand: ['presence', 'routingStatus'] } },
  getTeams: { query: { pageSize: 100, name: 'Care', after: 'MTAw' } },
  getTeamMembers: { path: { teamId: 't/1' }, query: { pageSize: 100, after: 'MTAw', expand: 'entities' } },
  getGroups: { query: { pageSize: 100, pageNumber: 2, id: ['g1', 'g2'] } },
  getGroupMembers: { path: { groupId: 'g/1' }, query: { pageSize: 100, pageNumber: 2, expand: ['presence'] } },
  getRoutingQueues: { query: { pageSize: 100, pageNumber: 2, name: '*care*', id: ['q1', 'q2'] } },
  getRoutingQueuesMe: { query: { pageSize: 100, pageNumber: 1, joined: true } },
  getRoutingQueueMembers: { path: { queueId: 'q/1' }, query: { pageSize: 100, pageNumber: 3, expand: ['presence'] } },
  getOrganizationsMe: {},
  getAuthorizationDivisions: { query: { id: ['north', 'south'], name: 'no' } },
};
