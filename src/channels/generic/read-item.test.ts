import { describe, expect, it } from 'vitest';
import { readItem } from './read-item.ts';

const anItem = (more: object) => ({
  id: '1',
  at: '2026-05-04T10:00:00Z',
  from: { kind: 'custom:customer', value: '7' },
  ...more,
});

describe('an item of the generic channel', () => {
  it('brings no HTML that runs or loads anything', async () => {
    const html = '<p onclick="steal()">Hello <img src="https://example.com/a.gif"></p><script>steal()</script>';
    expect(await readItem(anItem({ html, text: 'Hello' }))).toMatchObject({
      item: { text: 'Hello', html: '<p>Hello <img data-remote-src="https://example.com/a.gif" /></p>' },
      warnings: [],
    });
  });

  it('reads as its HTML when it has no text', async () => {
    expect(await readItem(anItem({ html: '<p>Dobrý</p><p>den</p>' }))).toMatchObject({
      item: { text: 'Dobrý\n\nden' },
    });
  });

  it('is kept without its HTML when that takes too long to clean, and says so', async () => {
    const reading = await readItem(anItem({ html: `Hello${'<div>'.repeat(900_000)}` }));
    expect(reading).toMatchObject({ item: { text: expect.stringMatching(/^Hello/) }, warnings: [expect.any(String)] });
    expect(reading).not.toHaveProperty('item.html');
  });

  it('is refused by the name of what is wrong', async () => {
    expect(await readItem(anItem({ at: 'yesterday' }))).toMatchObject({
      refused: { id: '1', result: 'refused', reason: expect.stringMatching(/^at: /) },
    });
  });
});
