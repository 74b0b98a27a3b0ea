// Signing in: OpenID Connect, authorization code with PKCE. The token lives as long as the tab.
import type { SignIn } from './contract';

export type Provider = SignIn['providers'][number];

type Session = { token: string };
type Pending = { verifier: string; state: string; tokenEndpoint: string; clientId: string; back: string };

const SESSION = 'changeover:session';
const PENDING = 'changeover:pending';
// Whether a provider answers is asked before a person is sent there; a slow link needs 1.2 s for it (three round trips).
const PROBE_MAX_MS = 4_000;
const EXCHANGE_MAX_MS = 10_000;

function stored<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

export function token(): string | null {
  return stored<Session>(SESSION)?.token ?? null;
}

export function signOut(): void {
  sessionStorage.removeItem(SESSION);
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

function random(): string {
  return encode(crypto.getRandomValues(new Uint8Array(32)));
}

function here(): string {
  return location.origin + location.pathname;
}

/** Sends the person to the provider; they come back to the same page. */
export async function signIn(provider: Provider): Promise<void> {
  const verifier = random();
  const state = random();
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const { tokenEndpoint, clientId } = provider;
  const pending: Pending = { verifier, state, tokenEndpoint, clientId, back: location.hash };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const to = new URL(provider.authorizationEndpoint);
  if (!/^https?:$/.test(to.protocol)) {
    return;
  }
  for (const [key, value] of Object.entries({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: here(),
    scope: provider.scope,
    state,
    code_challenge: encode(new Uint8Array(hash)),
    code_challenge_method: 'S256',
  })) {
    to.searchParams.set(key, value);
  }
  location.assign(to.href);
}

/** Whether the provider answers at all. What it says does not matter here, so no permission to read it is needed. */
export async function answers(provider: Provider): Promise<boolean> {
  try {
    const known = provider.issuer.replace(/\/$/, '') + '/.well-known/openid-configuration';
    await fetch(known, { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(PROBE_MAX_MS) });
    return true;
  } catch {
    return false;
  }
}

export type Return = 'none' | 'signed-in' | 'failed';

/** Takes the code a provider sent back, if it did. */
export async function comeBack(): Promise<Return> {
  const query = new URLSearchParams(location.search);
  const pending = stored<Pending>(PENDING);
  if (!query.has('code') && !query.has('error')) {
    return 'none';
  }
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, '', here() + (pending?.back ?? ''));
  const code = query.get('code');
  if (!code || !pending || query.get('state') !== pending.state) {
    return 'failed';
  }
  return exchange(pending, code);
}

async function exchange(pending: Pending, code: string): Promise<Return> {
  try {
    const response = await fetch(pending.tokenEndpoint, {
      method: 'POST',
      credentials: 'omit',
      signal: AbortSignal.timeout(EXCHANGE_MAX_MS),
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: pending.clientId,
        redirect_uri: here(),
        code,
        code_verifier: pending.verifier,
      }),
    });
    const said = (await response.json()) as { access_token?: unknown };
    if (!response.ok || typeof said.access_token !== 'string') {
      return 'failed';
    }
    sessionStorage.setItem(SESSION, JSON.stringify({ token: said.access_token }));
    return 'signed-in';
  } catch {
    return 'failed';
  }
}
