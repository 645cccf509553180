import { describe, expect, it } from 'vitest';
import { until, withKit } from './kit.js';

describe('a secret', () => {
  it('is in the keychain alone: in no log line, no state, no problem, no page and no address of the app', async () => {
    await withKit({ switches: { refreshTokens: true } }, async (kit) => {
      const shown: string[] = [];
      const session = kit.start();
      session.onChange(() => shown.push(JSON.stringify(session.state)));

      await session.restore();
      await kit.signIn(session, 'Ada Lovelace');
      await until(session, () => kit.vault.items.size === 1);
      const items = [...kit.vault.items.values()];
      kit.demo.faults.expireTokens();
      await session.client()?.users.getUsersMe({});
      kit.demo.faults.add({ match: { path: '/oauth/token' }, times: 1, html: true });
      kit.demo.faults.expireTokens();
      await session
        .client()
        ?.users.getUsersMe({}, { retry: false })
        .catch(() => undefined);
      kit.demo.faults.revokeTokens();
      await session
        .client()
        ?.users.getUsersMe({}, { retry: false })
        .catch(() => undefined);
      expect(session.state.kind).toBe('expired');

      const opened = kit.opened.length;
      const done = session.signIn({ asSomeoneElse: true });
      await until(session, () => kit.opened.length > opened);
      const page = await kit.choose('Grace Hopper');
      await done;
      shown.push(page.body, JSON.stringify(page.headers));
      kit.demo.faults.add({ match: { verb: 'DELETE' }, drop: true });
      await session.signOut({ alsoInBrowser: true });
      expect(session.state).toMatchObject({ problem: { key: 'session.problem.notRevoked' } });

      const secrets = new Set(kit.sent.flatMap(({ bearer, body }) => [bearer, ...secretsOf(body)]));
      for (const url of kit.opened) secrets.add(new URL(url).searchParams.get('state'));
      secrets.delete(null);
      // Bearers, codes, verifiers, refresh tokens and states of several sign-ins and renewals.
      expect(secrets.size).toBeGreaterThan(9);
      expect(items.some((item) => [...secrets].some((secret) => secret && item.includes(secret)))).toBe(true);

      const addresses = [...kit.sent.map((each) => each.url), ...kit.opened.map(withoutState)];
      const everything = [...kit.log.lines, ...shown, ...addresses].join('\n');
      expect(kit.log.lines.length).toBeGreaterThan(5);
      for (const secret of secrets) expect(everything).not.toContain(secret);
    });
  });
});

const secretsOf = (form: string): (string | null)[] => {
  const params = new URLSearchParams(form);
  return ['code', 'code_verifier', 'refresh_token'].map((name) => params.get(name));
};

/** The address for the browser must contain the state. */
const withoutState = (url: string): string => url.replace(/[?&]state=[^&]*/, '');
