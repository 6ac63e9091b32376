import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { ProviderClient } from '#domain/visitors/sign-in/sign-in-settings.ts';
import { ready, textOf } from './ask-provider.ts';
import type { Provider } from './provider.ts';

/** Milliseconds for which what the provider says of itself is believed. */
const discoveredFor = 3_600_000;

/**
 * Sign-in with Google: OpenID Connect with a code, PKCE, state and nonce (https://developers.google.com/identity/openid-connect/openid-connect). The ID
 * token's signature is checked although it comes from Google directly.
 */
export function google(issuer: string): Provider {
  const known = new Map<string, { at: number; config: Promise<Configuration> }>();

  function configOf({ clientId, secret }: ProviderClient): Promise<Configuration> {
    const key = JSON.stringify([clientId, secret]);
    const had = known.get(key);
    if (had && Date.now() - had.at < discoveredFor) return had.config;
    const config = discover(issuer, clientId, secret);
    known.set(key, { at: Date.now(), config });
    config.catch(() => known.delete(key));
    return config;
  }

  return {
    async begin(client, { callback, state, verifier, nonce }) {
      return buildAuthorizationUrl(await configOf(client), {
        redirect_uri: callback,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        prompt: 'select_account',
      });
    },
    async profile(client, { back, state, verifier, nonce }) {
      const tokens = await authorizationCodeGrant(await configOf(client), back, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('Google sent no ID token.');
      const address = claims.email_verified === true ? textOf(claims.email) : null;
      // Google speaks for an address that it hosts: Gmail's, and those of a Workspace (claim hd); of others it says that it once was theirs.
      const own = address !== null && (/@(gmail|googlemail)\.com$/i.test(address) || textOf(claims.hd) !== null);
      return {
        provider: 'google',
        subject: claims.sub,
        name: textOf(claims.name),
        email: address === null ? null : { address, own },
      };
    },
  };
}

async function discover(issuer: string, clientId: string, secret: string): Promise<Configuration> {
  const insecure = issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {};
  const config = await discovery(new URL(issuer), clientId, undefined, ClientSecretPost(secret), {
    ...insecure,
    timeout: 8,
  });
  enableNonRepudiationChecks(config);
  return ready(config, issuer);
}
