import { sameId } from './same-id.js';

/** The presence source that everybody has: Genesys Cloud itself. Case differs between answers. */
export const PURECLOUD = 'PURECLOUD';

/** The id of a person's primary source. Who has chosen none has Genesys Cloud itself. */
export function primarySourceIn({ sourceId }: { readonly sourceId?: string | null | undefined }): string {
  const own = sourceId?.trim() || PURECLOUD;
  return sameId(own, PURECLOUD) ? PURECLOUD : own;
}
