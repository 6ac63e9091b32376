import type { SignInProvider } from '#contract/sign-in.ts';
import type { Session } from '#contract/widget.ts';
import type { Keep } from './keep.ts';
import type { Server } from './server.ts';
import { signInWindow } from './sign-in-window.ts';

interface Signing {
  server: Server;
  keep: Keep;
  session(): Promise<Session>;
  signedIn(now: Session): void;
  onChange(): void;
}

/** Who the visitor says that they are: by the site's own sign-in, or a provider's. */
export function openSigning({ server, keep: { kept }, session, signedIn, onChange }: Signing) {
  let hasFailed = false;

  async function identify(token: string | null): Promise<void> {
    if (token === null && !kept.session) return;
    await session();
    signedIn(await server.post<Session>('identify', { token }));
  }

  async function begin(provider: SignInProvider): Promise<{ url: string }> {
    await session();
    return server.post('sign-in', { provider });
  }

  return {
    hasFailed: () => hasFailed,
    verbs: {
      /** Who is signed in; null: nobody any more. */
      identify,
      /** The site says who is signed in on it. That nobody is says nothing of a sign-in at a provider. */
      identifyOnSite: (token: string | null) =>
        token === null && kept.session?.signedInWith !== 'site' ? Promise.resolve() : identify(token),
      /** In a window of the provider's; called by a click, or it is not let open. */
      signIn(provider: SignInProvider): void {
        hasFailed = false;
        signInWindow(
          server.origin,
          () => begin(provider),
          async (code) => {
            hasFailed = code === null;
            if (code) signedIn(await server.post<Session>('sign-in/finish', { code }));
            onChange();
          },
        );
      },
    },
  };
}
