/** The team window's work, made when it is first opened: who looks after nobody never reads it. */
import type { TeamDesk, TeamDeskDeps } from './team-desk.js';

export function teamDesk(deps: TeamDeskDeps): () => Promise<TeamDesk> {
  let desk: Promise<TeamDesk> | null = null;
  return () => (desk ??= import('./team-desk.js').then(({ createTeamDesk }) => createTeamDesk(deps)));
}
