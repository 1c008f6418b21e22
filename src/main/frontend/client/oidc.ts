import { asError, ParlanceError } from './errors.ts';
import { uuid } from './uuid.ts';

// The code flow with PKCE (RFC 7636) against any OpenID provider, without a secret.

export interface OidcConfig {
  issuer: string;
  client_id: string;
  scopes: string | string[];
}

export interface Tokens {
  access_token: string;
  expires_in?: number;
  refresh_token?: string;
  id_token?: string;
}

interface Provider {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
}

interface Begun {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
  returnTo: string;
  config: OidcConfig;
}

const key = 'parlance.oidc';

export const isAnswer = (search: string): boolean => {
  const answer = new URLSearchParams(search);
  return (
    answer.has('state') && (answer.has('code') || answer.has('error')) && sessionStorage.getItem(key) !== null
  );
};

/** Remembers what the answer must match; gives the address to go to. */
export async function begin(config: OidcConfig, redirectUri: string, returnTo: string): Promise<string> {
  const provider = await discover(config.issuer);
  const begun: Begun = {
    state: uuid(),
    nonce: uuid(),
    verifier: uuid() + uuid(),
    redirectUri,
    returnTo,
    config,
  };
  sessionStorage.setItem(key, JSON.stringify(begun));
  const scopes = Array.isArray(config.scopes) ? config.scopes.join(' ') : config.scopes;
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: config.client_id,
    redirect_uri: redirectUri,
    scope: scopes || 'openid profile email',
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await challenge(begun.verifier),
    code_challenge_method: 'S256',
  });
  return `${provider.authorization_endpoint}?${query.toString()}`;
}

/** Turns the provider's answer in the address into tokens. */
export async function redeem(search: string): Promise<{ tokens: Tokens; returnTo: string }> {
  const answer = new URLSearchParams(search);
  const begun = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Begun | null;
  sessionStorage.removeItem(key);
  if (!begun || answer.get('state') !== begun.state) {
    throw new ParlanceError('unauthorized', 'This answer belongs to no question of this page');
  }
  const code = answer.get('code');
  if (code === null)
    throw new ParlanceError('unauthorized', answer.get('error') ?? 'Signing in was broken off');
  const tokens = await exchange(begun.config, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: begun.redirectUri,
    code_verifier: begun.verifier,
  });
  checkNonce(tokens, begun.nonce);
  return { tokens, returnTo: ownPath(begun.returnTo) };
}

export const refresh = (config: OidcConfig, refreshToken: string): Promise<Tokens> =>
  exchange(config, { grant_type: 'refresh_token', refresh_token: refreshToken });

async function exchange(config: OidcConfig, fields: Record<string, string>): Promise<Tokens> {
  const provider = await discover(config.issuer);
  const body = new URLSearchParams({ client_id: config.client_id, ...fields });
  const response = await fetch(provider.token_endpoint, { method: 'POST', body }).catch((reason: unknown) => {
    throw asError(reason);
  });
  const answer = (await response.json().catch(() => ({}))) as Tokens & { error?: string };
  if (response.ok) return answer;
  const isAway = response.status >= 500;
  throw new ParlanceError(isAway ? 'unavailable' : 'unauthorized', answer.error ?? 'The provider refused', {
    status: isAway ? 503 : 401,
  });
}

async function discover(issuer: string): Promise<Provider> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address).catch((reason: unknown) => {
    throw asError(reason);
  });
  if (!response.ok) throw new ParlanceError('network', `The provider answered ${response.status}`);
  const provider = (await response.json()) as Provider;
  if (provider.issuer !== issuer) throw new ParlanceError('conflict', 'The provider calls itself otherwise');
  return provider;
}

/** The id token comes straight from the provider over TLS, so its nonce is all that is left to check. */
function checkNonce(tokens: Tokens, nonce: string): void {
  const part = tokens.id_token?.split('.')[1];
  if (part === undefined) return;
  const claims = JSON.parse(atob(part.replace(/-/g, '+').replace(/_/g, '/'))) as { nonce?: string };
  if (claims.nonce !== nonce) throw new ParlanceError('unauthorized', 'This token is for another question');
}

async function challenge(verifier: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** A path of this origin, whatever was remembered: never an open redirect. */
function ownPath(path: string): string {
  const url = new URL(path, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : '/';
}
