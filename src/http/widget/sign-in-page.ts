import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';

/** How a sign-in went, for the window that began it: a code, or why there is none. */
type SignInNews = { code: string } | { problem: 'denied' | 'failed' | 'over' };

const words = {
  en: {
    code: 'You are signed in. This window may be closed.',
    denied: 'You did not sign in. This window may be closed.',
    failed: 'The sign-in did not work. Close this window and try again.',
    over: 'This sign-in is over. Close this window and begin it again.',
  },
  cs: {
    code: 'Přihlášení proběhlo. Toto okno můžete zavřít.',
    denied: 'K přihlášení nedošlo. Toto okno můžete zavřít.',
    failed: 'Přihlášení se nepovedlo. Zavřete toto okno a zkuste to znovu.',
    over: 'Platnost tohoto přihlášení skončila. Zavřete toto okno a začněte znovu.',
  },
} as const;

/**
 * The page of the window that comes back from a provider: tells the site that opened it, by its origin and nobody else, and closes itself.
 * @param origin null: nobody is told.
 */
export function backPage(context: Context, origin: string | null, news: SignInNews): Response {
  const nonce = randomBytes(16).toString('base64');
  const language = /^cs/i.test(context.req.header('accept-language') ?? '') ? 'cs' : 'en';
  const said = JSON.stringify({ vizitka: 'signIn', ...news });
  const tell =
    origin === null
      ? ''
      : `<script nonce="${nonce}">if(opener){opener.postMessage(${inScript(said)},${inScript(JSON.stringify(origin))});close()}</script>`;
  context.header(
    'content-security-policy',
    `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
  );
  context.header('cross-origin-opener-policy', 'unsafe-none'); // the window that opened it is another site's
  context.header('referrer-policy', 'no-referrer');
  context.header('cache-control', 'no-store');
  const text = words[language]['code' in news ? 'code' : news.problem];
  return context.html(
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Vizitka</title></head><body><p>${text}</p>${tell}</body></html>`,
    'problem' in news && news.problem === 'over' ? 400 : 200,
  );
}

/** JSON that stands in a script: nothing in it ends the script (HTML Standard, 4.12.1.3). */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}
