/** What a path leads to. */
export interface Routed {
  readonly verb: string;
  /** `/api/v2/users/{userId}/presences/purecloud` */
  readonly path: string;
}

export interface Match<R extends Routed> {
  readonly route: R;
  readonly params: Readonly<Record<string, string>>;
}

interface Entry<R extends Routed> {
  readonly route: R;
  readonly segments: readonly string[];
}

const isParam = (segment: string): boolean => segment.startsWith('{');

/** Finds a path's route. From left to right, a fixed word beats a parameter. */
export class Router<R extends Routed> {
  private readonly entries: readonly Entry<R>[];

  constructor(readonly routes: readonly R[]) {
    this.entries = routes
      .map((route) => ({ route, segments: route.path.split('/') }))
      .sort((one, other) => {
        for (const [at, segment] of one.segments.entries()) {
          const difference = Number(isParam(segment)) - Number(isParam(other.segments[at] ?? ''));
          if (difference !== 0) return difference;
        }
        return 0;
      });
  }

  /** `unknownVerb`: the path exists, but only with other verbs. */
  find(verb: string, path: string): Match<R> | 'unknownVerb' | null {
    const asked = path.split('/');
    let known = false;
    for (const { route, segments } of this.entries) {
      const params = match(segments, asked);
      if (params === null) continue;
      if (route.verb === verb) return { route, params };
      known = true;
    }
    return known ? 'unknownVerb' : null;
  }
}

function match(segments: readonly string[], asked: readonly string[]): Record<string, string> | null {
  if (segments.length !== asked.length) return null;
  const params = new Map<string, string>();
  for (const [at, segment] of segments.entries()) {
    const text = asked[at] ?? '';
    if (!isParam(segment)) {
      if (segment !== text) return null;
    } else {
      const value = decode(text);
      if (value === null || value === '') return null;
      params.set(segment.slice(1, -1), value);
    }
  }
  return Object.fromEntries(params);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
