import { setTimeout as pause } from 'node:timers/promises';
import { openMailReplies } from '#channels/email/send-reply.ts';
import { openDatabase } from '#db/database.ts';
import { replySending } from '#jobs/send-replies.ts';

/** A process that sends replies until it is killed: its arguments are the database, the mail server, and milliseconds of a lease. */
const [databaseUrl = '', mailUrl = '', lease = ''] = process.argv.slice(2);
const sender = openMailReplies({ url: mailUrl, from: 'desk@example.com' }, { read: async () => null });
const log = {
  error: (about: object, message: string) => void process.stderr.write(`${message} ${JSON.stringify(about)}\n`),
};
const sending = replySending(openDatabase(databaseUrl), { email: sender, others: sender }, log, Number(lease));
for (;;) {
  await sending.turn();
  await pause(20);
}
