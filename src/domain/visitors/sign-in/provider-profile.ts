import type { SignInProvider } from '#contract/sign-in.ts';

/** Whom a provider says that a visitor is, as our server asked it (R-ID-4). */
export interface ProviderProfile {
  provider: SignInProvider;
  /** Its own id of the person, for this client. */
  subject: string;
  name: string | null;
  /** An address that the provider says it has verified; `own`: it hosts that address itself, and so speaks for it today. */
  email: { address: string; own: boolean } | null;
}

/** How each is known among identifiers, and in the words for a link. */
export const ofProvider = {
  google: { kind: 'google', name: 'Google' },
  facebook: { kind: 'facebook_login', name: 'Facebook' },
} as const;

/** A person signed in at a provider, as a visitor's row tells them from others. */
export function subjectOf({ provider, subject }: ProviderProfile): string {
  return `${provider}:${subject}`;
}
