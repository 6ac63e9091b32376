import type { SignInProvider } from '#contract/sign-in.ts';
import type { ProviderProfile } from '#domain/visitors/sign-in/provider-profile.ts';
import type { ProviderClient } from '#domain/visitors/sign-in/sign-in-settings.ts';

/** A way to a provider and back. */
export interface Provider {
  /** Where the visitor's window goes. Secrets that stay here: the verifier of PKCE (RFC 7636) and the nonce of the ID token. */
  begin(
    client: ProviderClient,
    way: { callback: string; state: string; verifier: string; nonce: string },
  ): Promise<URL>;
  /**
   * Whom the provider names, asked by us with the code that came back.
   * @param way `back`: the whole address that they came back to.
   * @throws for anything that is not as it has to be: state, nonce, audience, signature, a code that was used.
   */
  profile(
    client: ProviderClient,
    way: { callback: string; back: URL; state: string; verifier: string; nonce: string },
  ): Promise<ProviderProfile>;
}

export type Providers = Record<SignInProvider, Provider>;
