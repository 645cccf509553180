import { freshSecret, digest } from './ids.js';
import { htmlAnswer, redirect, type PlainAnswer, type PlainRequest, type Query } from './exchange.js';
import { PAGE_POLICY, loginPage, messagePage } from './login-page.js';
import { allowsRedirect, type OAuthClient } from './oauth-client.js';
import { TRUSTOR, type Organisation } from './organisation.js';
import type { Person } from './people.js';

/** An authorization code waiting to be exchanged. */
export interface PendingCode {
  readonly personId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly target: string | null;
  readonly expiresAt: number;
  /** Digest of the access token it was exchanged for. Using the code again ends that token. */
  usedFor: string | null;
}

const CODE_LIFETIME_MS = 60_000;
const COOKIE = 'demo_org_login';
const CHALLENGE = /^[\w-]{43}$/;

/** The pages of `login.{region}`: authorize, with a login that the browser remembers, and logout. */
export class Authorize {
  /** By digest of the code. */
  readonly codes = new Map<string, PendingCode>();
  /** Logged-in browsers: cookie digest → person. */
  readonly logins = new Map<string, string>();

  constructor(
    private readonly org: Organisation,
    private readonly client: OAuthClient,
  ) {}

  /** GET shows the login page, or redirects at once if the browser is logged in. POST is a button on that page. */
  authorize(request: PlainRequest, query: Query): PlainAnswer {
    const redirectUri = query.text('redirect_uri') ?? '';
    if (query.text('client_id') !== this.client.id)
      return this.problem('Unknown client', 'invalid_client: no OAuth client with this id exists in this region.');
    if (!allowsRedirect(this.client, redirectUri))
      return this.problem(
        'Wrong redirect',
        'invalid_request: the redirect URI is not one that is registered for this OAuth client.',
      );
    const back = (params: Readonly<Record<string, string>>, headers: Record<string, string> = {}): PlainAnswer => {
      const url = new URL(redirectUri);
      const state = query.text('state');
      for (const [name, value] of Object.entries({ ...params, ...(state === null ? {} : { state }) }))
        url.searchParams.set(name, value);
      return redirect(url.href, headers);
    };
    const wrong = this.wrongIn(query);
    if (wrong !== null) return back({ error: wrong[0], error_description: wrong[1] });
    if (query.text('deny') !== null)
      return back({ error: 'access_denied', error_description: 'The resource owner denied the request.' });

    if (request.verb === 'POST') {
      const chosen = this.org.people.get(new URLSearchParams(request.body).get('person') ?? '');
      if (chosen?.signsIn !== true) return this.problem('Nobody chosen', 'Go back and choose who you are.');
      const cookie = freshSecret();
      this.logins.set(digest(cookie), chosen.id);
      return this.admit(chosen, query, back, { 'Set-Cookie': `${COOKIE}=${cookie}; Path=/; HttpOnly; SameSite=Lax` });
    }
    const known = this.loggedIn(request);
    const hinted = query.text('login_hint')?.split(':')[0]?.toLowerCase() ?? null;
    const hintFits = hinted === null || !hinted.includes('@') || known?.email === hinted;
    if (known !== null && query.text('prompt') !== 'login' && hintFits) return this.admit(known, query, back, {});
    return this.chooser(request, hinted);
  }

  /** Ends the browser's login, but not the app's tokens. */
  logout(request: PlainRequest, query: Query): PlainAnswer {
    const cookie = cookieOf(request);
    if (cookie !== null) this.logins.delete(digest(cookie));
    const headers = { 'Set-Cookie': `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0` };
    const redirectUri = query.text('redirect_uri');
    if (redirectUri !== null && query.text('client_id') === this.client.id && allowsRedirect(this.client, redirectUri))
      return redirect(redirectUri, headers);
    return this.page(200, messagePage('Signed out', 'You are signed out of Northwind Care in this browser.'), headers);
  }

  private wrongIn(query: Query): readonly [string, string] | null {
    if (query.text('response_type') !== 'code')
      return ['unsupported_response_type', 'The only response type this client may use is code.'];
    if (query.text('code_challenge_method') !== 'S256' || !CHALLENGE.test(query.text('code_challenge') ?? ''))
      return ['invalid_request', 'PKCE with code_challenge_method S256 is required.'];
    if ((query.text('org') === null) !== (query.text('provider') === null))
      return ['invalid_request', 'org and provider must be given together.'];
    const org = query.text('org');
    if (org !== null && org !== this.org.domain) return ['invalid_request', `There is no organization named ${org}.`];
    const target = query.text('target');
    if (target !== null && target !== this.org.id && target !== TRUSTOR.id)
      return ['access_denied', 'You have no access to the target organization.'];
    return null;
  }

  private admit(
    person: Person,
    query: Query,
    back: (params: Readonly<Record<string, string>>, headers: Record<string, string>) => PlainAnswer,
    headers: Record<string, string>,
  ): PlainAnswer {
    if (this.org.switches.approvalMissing && !person.permissions.includes('oauth:client:authorize'))
      return back(
        {
          error: 'access_denied',
          error_description: 'This client is not authorized for your organization. Missing: oauth:client:authorize',
        },
        headers,
      );
    const now = this.org.clock.now();
    for (const [key, old] of this.codes) if (now - old.expiresAt > CODE_LIFETIME_MS) this.codes.delete(key);
    const code = freshSecret();
    const target = query.text('target');
    this.codes.set(digest(code), {
      personId: person.id,
      clientId: this.client.id,
      redirectUri: query.text('redirect_uri') ?? '',
      challenge: query.text('code_challenge') ?? '',
      target: target === this.org.id ? null : target,
      expiresAt: now + CODE_LIFETIME_MS,
      usedFor: null,
    });
    return back({ code }, headers);
  }

  private chooser(request: PlainRequest, hinted: string | null): PlainAnswer {
    const people = [...this.org.people.values()].filter((person) => person.signsIn);
    const first = people.filter((person) => person.email === hinted);
    const html = loginPage({
      people: [...first, ...people.filter((person) => person.email !== hinted)],
      organisation: this.org.name,
      clientName: this.client.name,
      action: request.target,
      denyHref: `${request.target}&deny=1`,
    });
    return this.page(200, html);
  }

  private loggedIn(request: PlainRequest): Person | null {
    const cookie = cookieOf(request);
    const personId = cookie === null ? undefined : this.logins.get(digest(cookie));
    return personId === undefined ? null : (this.org.people.get(personId) ?? null);
  }

  private problem(title: string, text: string): PlainAnswer {
    return this.page(400, messagePage(title, text));
  }

  private page(status: number, html: string, headers: Record<string, string> = {}): PlainAnswer {
    return htmlAnswer(status, html, { 'Content-Security-Policy': PAGE_POLICY, ...headers });
  }
}

function cookieOf(request: PlainRequest): string | null {
  for (const pair of (request.headers['cookie'] ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === COOKIE && value !== undefined && value !== '') return value;
  }
  return null;
}
