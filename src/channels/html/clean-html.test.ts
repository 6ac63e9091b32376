import { describe, expect, it } from 'vitest';
import { incomingLimits } from '#contract/incoming-message.ts';
import { cleanHtml } from './clean-html.ts';

describe('cleaning HTML in a worker', () => {
  it('gives what may be shown, and what it reads as', async () => {
    expect(await cleanHtml('<p onclick="x">Dobrý <b>den</b></p><script>x</script>')).toEqual({
      html: '<p>Dobrý <b>den</b></p>',
      text: 'Dobrý den',
    });
  });

  it('gives up on 5 MB of nested tags after 4 s, and goes on with the next', async () => {
    const hostile = '<div>'.repeat(incomingLimits.html / 5);
    const results = await Promise.all([cleanHtml(hostile), cleanHtml('<i>next</i>')]);
    expect(results).toEqual([null, { html: '<i>next</i>', text: 'next' }]);
  });

  it('never gives more than a message may hold', async () => {
    const clean = await cleanHtml('&'.repeat(1_100_000));
    expect(clean?.html.length).toBe(incomingLimits.html);
    expect(clean?.text.length).toBe(incomingLimits.text);
  });
});
