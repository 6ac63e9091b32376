/** Milliseconds for which a window is waited for. */
const patience = 10 * 60_000;

/**
 * Opens a window for signing in at a provider. It comes back to our own server, whose page tells this one a code (docs/channels/webchat.md).
 * @param origin of our server, which alone is listened to.
 * @param begin where the window goes, asked for once it is open: browsers open windows only at a click.
 * @param onEnd hears the code; null when it did not work. When the visitor closes the window or says no there, nothing.
 */
export function signInWindow(
  origin: string,
  begin: () => Promise<{ url: string }>,
  onEnd: (code: string | null) => Promise<void>,
): void {
  const opened = open('', 'vizitka-sign-in', 'popup,width=480,height=680');
  const listening = new AbortController();
  const end = (code: string | null): void => {
    listening.abort();
    onEnd(code).catch(() => void onEnd(null));
  };
  if (!opened) {
    end(null);
    return;
  }
  setTimeout(() => listening.abort(), patience);
  addEventListener(
    'message',
    ({ source, origin: from, data }: MessageEvent<{ vizitka?: string; code?: string; problem?: string }>) => {
      if (source !== opened || from !== origin || data?.vizitka !== 'signIn') return;
      if (data.problem === 'denied') listening.abort();
      else end(data.code ?? null);
    },
    { signal: listening.signal },
  );
  begin().then(
    ({ url }) => {
      opened.location.href = url;
    },
    () => {
      opened.close();
      end(null);
    },
  );
}
