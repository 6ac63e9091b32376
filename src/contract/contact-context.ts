import { z } from 'zod';
import { Contact } from './contact.ts';
import { Duplicate } from './duplicate.ts';
import { HistoryItem } from './history.ts';
import { Hold } from './hold.ts';
import { listOf } from './page.ts';

/** All that a card opens with, each part as its own route answers it. */
export const ContactContext = z.object({
  contact: Contact,
  history: listOf(HistoryItem).meta({ description: 'The first page of 50.' }),
  duplicates: listOf(Duplicate).meta({ description: 'Pairs with this card that wait to be decided, at most 20.' }),
  holds: listOf(Hold),
});
export type ContactContext = z.infer<typeof ContactContext>;
