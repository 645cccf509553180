/**
 * The service's routing statuses (docs/genesys-cloud.md §2.2). It also answers `OFF_QUEUE` for a user who does not
 * exist.
 */
export const ROUTING_STATUSES = ['OFF_QUEUE', 'IDLE', 'INTERACTING', 'NOT_RESPONDING', 'COMMUNICATING'] as const;
export type RoutingStatusName = (typeof ROUTING_STATUSES)[number];

const byName = new Map<string, RoutingStatusName>(ROUTING_STATUSES.map((name) => [name, name]));

/** Null: an unknown status, from which nothing may be concluded (docs/design.md §3.9). */
export const toRoutingStatus = (text: string): RoutingStatusName | null =>
  byName.get(text.toUpperCase().replace(/[\s-]/g, '_')) ?? null;
