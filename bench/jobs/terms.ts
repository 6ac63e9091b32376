import type { Facts } from '../store/types.ts';

/** What is typed into the search of the directory, by class: what the product is asked, and what a search that knows no accents is. */
export interface Typed {
  text: string;
  withAccents: string;
}

/** Forty terms and more of each class, made of people that there are. */
export function directoryTerms({ people }: Facts): Record<string, Typed[]> {
  const distinct = (texts: (string | Typed)[]) => {
    const typed = texts.map((one) => (typeof one === 'string' ? { text: one, withAccents: one } : one));
    return [...new Map(typed.filter(({ text }) => text.length > 0).map((one) => [one.text, one])).values()].slice(
      0,
      60,
    );
  };
  const beginnings = (length: number) =>
    distinct(
      people.flatMap(({ name, email }) => [
        beginning(name, 0, length),
        beginning(name, 1, length),
        email.slice(length - 1, 2 * length - 1),
      ]),
    ).filter(({ text }) => text.trim().length === length);
  return {
    '1 character': distinct([...'abcdefghijklmnopqrstuvwxyz0123456789', ...'áčéířšžů']),
    '2 characters': beginnings(2),
    '3 characters': beginnings(3),
    '5 characters': beginnings(5),
    'a name without its accents': distinct(
      people
        .filter(({ name }) => folded(name) !== name.toLowerCase())
        .map(({ name }) => ({ text: folded(name), withAccents: name })),
    ),
    'a fragment of a number': distinct(people.map(({ phone }) => phone.slice(6))),
    'a fragment of an e-mail address': distinct(
      people.map(({ email }) => email.slice(3, email.indexOf('@') + 3)).filter((fragment) => fragment.length >= 5),
    ),
  };
}

function beginning(name: string, word: number, length: number): Typed {
  const withAccents = (name.split(' ')[word] ?? '').slice(0, length);
  return { text: folded(withAccents), withAccents };
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
