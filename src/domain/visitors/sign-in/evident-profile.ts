import type { SignedInSender } from '#contract/incoming-message.ts';
import { ofProvider, type ProviderProfile } from './provider-profile.ts';

/**
 * What a sign-in at a provider vouches for (R-ID-4): its own id of the person is *signed*. An address that the provider hosts itself is as well; any other
 * that it has verified came back to it once, and is *proven*.
 */
export function evidentProfile({ provider, subject, name, email }: ProviderProfile): SignedInSender {
  const { kind, name: by } = ofProvider[provider];
  return {
    values: [
      { kind, value: subject, trust: 'signed' },
      ...(email
        ? [
            {
              kind: 'email' as const,
              value: email.address,
              trust: email.own ? ('signed' as const) : ('proven' as const),
            },
          ]
        : []),
    ],
    name,
    by,
  };
}
