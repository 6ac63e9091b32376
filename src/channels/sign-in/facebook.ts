import { createHmac } from 'node:crypto';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  fetchProtectedResource,
} from 'openid-client';
import type { ProviderClient } from '#domain/visitors/sign-in/sign-in-settings.ts';
import { ready, textOf } from './ask-provider.ts';
import type { Provider } from './provider.ts';

/**
 * Sign-in with Facebook: OAuth 2 with a code, PKCE and state, and whom the token stands for from the Graph API
 * (https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow). Facebook does not say whether an address was verified: none is taken.
 */
export function facebook({ dialog, graph }: { dialog: string; graph: string }): Provider {
  function configOf({ clientId, secret }: ProviderClient): Configuration {
    const metadata = {
      issuer: graph,
      authorization_endpoint: dialog,
      token_endpoint: `${graph}/oauth/access_token`,
    };
    return ready(new Configuration(metadata, clientId, undefined, ClientSecretPost(secret)), graph);
  }

  return {
    async begin(client, { callback, state, verifier }) {
      return buildAuthorizationUrl(configOf(client), {
        redirect_uri: callback,
        scope: 'public_profile',
        state,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },
    async profile(client, { back, state, verifier }) {
      const config = configOf(client);
      const checks = { expectedState: state, pkceCodeVerifier: verifier };
      const { access_token: token } = await authorizationCodeGrant(config, back, checks);
      const asked = new URL(`${graph}/me`);
      asked.searchParams.set('fields', 'id,name');
      asked.searchParams.set('appsecret_proof', createHmac('sha256', client.secret).update(token).digest('hex'));
      const answer = await fetchProtectedResource(config, token, asked, 'GET');
      const said = (await answer.json()) as { id?: unknown; name?: unknown };
      const subject = textOf(said.id);
      if (!answer.ok || subject === null) throw new Error('Facebook does not say whose this sign-in is.');
      return { provider: 'facebook', subject, name: textOf(said.name), email: null };
    },
  };
}
