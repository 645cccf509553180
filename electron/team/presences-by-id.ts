import type { UcUserPresence } from '../genesys/models/presence.js';

/** By the lower case of people's ids: an answer's order and spelling are the service's. */
export const presencesById = (answer: readonly UcUserPresence[]): ReadonlyMap<string, UcUserPresence> =>
  new Map(answer.map((each) => [each.userId.toLowerCase(), each]));
