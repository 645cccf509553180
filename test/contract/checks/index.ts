import type { Checks } from '../check.js';
import { definitionChecks } from './definitions.js';
import { notificationChecks } from './notifications.js';
import { peopleChecks } from './people.js';
import { peopleListChecks } from './people-lists.js';
import { presenceChecks } from './presences.js';
import { scheduleChecks } from './schedule.js';
import { sourceChecks } from './sources.js';

/** One check per operation, by the vendor's name. */
export const CHECKS: Checks = {
  ...definitionChecks,
  ...presenceChecks,
  ...sourceChecks,
  ...peopleChecks,
  ...peopleListChecks,
  ...notificationChecks,
  ...scheduleChecks,
};
