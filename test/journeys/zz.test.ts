import { afterAll, beforeAll, it } from 'vitest';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { barriers } from './barriers.ts';
let journey: Journey;
beforeAll(async () => { journey = await aJourney(); });
afterAll(() => journey.close());
it('can fail', async () => {
  const page = await journey.visit('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.evaluate(() => { const p = document.createElement('p'); p.textContent = 'Pale words'; p.style.cssText = 'color:#bbb;background:#fff'; document.querySelector('.door')!.append(p); });
  console.log(await barriers(page));
  await journey.leave();
});
