/** The key of what is told of a version, with what changed or without. */
export const toldKey = <K extends 'ready' | 'told' | 'arrived'>(
  kind: K,
  changes: string,
): `notice.update.${K}` | `notice.update.${K}With` =>
  changes === '' ? `notice.update.${kind}` : `notice.update.${kind}With`;
