import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export type Session = BrowserContextOptions['storageState'];

/** A page with an empty cache, signed in. @param throttle how many times as slow as it is the processor pretends to be. */
export async function openAt(browser: Browser, session: Session, throttle: number): Promise<Page> {
  const context = await browser.newContext({
    storageState: session,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Prague',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`the page: ${error.message}`));
  page.on('response', async (answer) => {
    if (answer.status() < 400) return;
    console.error(`${answer.status()} ${answer.url()} ${(await answer.text().catch(() => '')).slice(0, 200)}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') console.error(`${why} ${request.url()}`);
  });
  const devTools = await context.newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  return page;
}

/** Signs in as a person, for all visits that follow. */
export async function signIn(browser: Browser, url: string, person: { email: string; password: string }) {
  const context = await browser.newContext();
  const { email, password } = person;
  const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`sign-in failed: ${answer.status()} ${await answer.text()}`);
  const session = await context.storageState();
  await context.close();
  return session;
}
