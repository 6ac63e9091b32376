import { facebook } from './facebook.ts';
import { google } from './google.ts';
import type { Providers } from './provider.ts';

/** @param others where they are instead, on the installation's private network: an issuer of OpenID Connect, and what stands for Facebook's sites. */
export function openProviders(others: { google: string | null; facebook: string | null }): Providers {
  return {
    google: google(others.google ?? 'https://accounts.google.com'),
    facebook: facebook(
      others.facebook
        ? { dialog: `${others.facebook}/dialog/oauth`, graph: others.facebook }
        : { dialog: 'https://www.facebook.com/dialog/oauth', graph: 'https://graph.facebook.com' },
    ),
  };
}
