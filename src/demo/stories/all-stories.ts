import type { Story } from '../tell.ts';
import { calls } from './calls.ts';
import { complaints } from './complaints.ts';
import { doubts } from './doubts.ts';
import { faults } from './faults.ts';
import { invoices } from './invoices.ts';
import { moving } from './moving.ts';
import { newClients } from './new-clients.ts';
import { oddMail } from './odd-mail.ts';
import { threads } from './threads.ts';

/** Everything that is told by hand. */
export const allStories: Story[] = [
  ...moving,
  ...invoices,
  ...faults,
  ...newClients,
  ...threads,
  ...oddMail,
  ...calls,
  ...complaints,
  ...doubts,
];
