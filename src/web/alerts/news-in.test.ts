import { expect, it } from 'vitest';
import { newsIn } from './news-in.ts';

const now = Date.parse('2026-05-04T10:00:00Z');
const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString();
type Row = Parameters<typeof newsIn>[1][number];
const row = (given: Partial<Row> & { id: string }): Row => ({
  lastAt: at(0),
  lastDirection: 'in',
  unread: true,
  asked: null,
  ...given,
});
const look = (before: Row[] | null, rows: Row[]) => {
  const known = before && newsIn(null, before, 'me', now).next;
  const { messages, offers } = newsIn(known, rows, 'me', now);
  return { messages: messages.map(({ id }) => id), offers: offers.map(({ id }) => id) };
};

it('words of a client are news once, and neither at the first look nor when they are one’s own or were read', () => {
  const before = [row({ id: 'a' }), row({ id: 'b' }), row({ id: 'c' }), row({ id: 'd' })];
  expect(look(null, before)).toEqual({ messages: [], offers: [] });
  const after = [
    row({ id: 'a', lastAt: at(1) }),
    row({ id: 'b', lastAt: at(1), lastDirection: 'out' }),
    row({ id: 'c', lastAt: at(1), unread: false }),
    row({ id: 'd' }),
  ];
  expect(look(before, after).messages).toEqual(['a']);
});

it('a conversation that comes into the list is news by fresh words, and not by old ones', () => {
  const after = [row({ id: 'reopened', lastAt: at(-30) }), row({ id: 'given', lastAt: at(-600) })];
  expect(look([], after).messages).toEqual(['reopened']);
});

it('being asked is news once for each time one is asked, and others’ questions are not', () => {
  const asked = (id: string, to = 'me') =>
    ({ id, kind: 'offer', state: 'asked', to: { id: to, name: 'Eva' } }) as unknown as Row['asked'];
  const before = [row({ id: 'a', asked: asked('1') }), row({ id: 'b' }), row({ id: 'c', asked: asked('2') })];
  const after = [
    row({ id: 'a', asked: asked('1') }),
    row({ id: 'b', asked: asked('3', 'other') }),
    row({ id: 'c', asked: asked('4') }),
  ];
  expect(look(before, after)).toEqual({ messages: [], offers: ['c'] });
});
