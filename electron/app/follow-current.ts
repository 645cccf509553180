import type { Cancel } from '../ports.js';

interface Followed {
  onChange(run: () => void): Cancel;
}

/** Follows something of the signed-in person, across sign-ins. */
export function followCurrent<Who>(
  account: { current(): Who | null; onPersonalChange(run: () => void): Cancel },
  of: (who: Who) => Followed,
  run: () => void,
): Cancel {
  let cancelFollowed: Cancel = () => undefined;
  let followed: Followed | null = null;
  const follow = (): void => {
    const who = account.current();
    const next = who === null ? null : of(who);
    if (next === followed) return;
    cancelFollowed();
    followed = next;
    cancelFollowed = next?.onChange(run) ?? (() => undefined);
    run();
  };
  const cancelAccount = account.onPersonalChange(follow);
  follow();
  return () => {
    cancelAccount();
    cancelFollowed();
  };
}
