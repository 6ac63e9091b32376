import { z } from 'zod';
import { ContactImport } from './contact-import.ts';

/** What an import through the browser may be. */
export const importLimits = {
  /** Bytes of one file; the command line takes any. */
  bytes: 4_000_000_000,
  /** Own mailboxes named at once. */
  own: 50,
  /** Refused items that are named; the rest is counted. */
  refused: 200,
} as const;

/**
 * `receiving`: the file is on its way; `waiting`: another import of the workspace comes first; `running`: it is read. A file of contacts is first
 * looked at (`checking`), then waits for its start (`checked`): until then nothing is saved.
 */
const ImportState = z.enum(['receiving', 'checking', 'checked', 'waiting', 'running', 'done', 'cancelled', 'failed']);

/** An import of mail or of contacts, as the process that runs it knows it: gone when that starts anew, and then simply repeated. */
export const Import = z.object({
  id: z.uuid(),
  kind: z.enum(['mail', 'contacts']),
  state: ImportState,
  name: z.string().meta({ description: 'The name of the file.' }),
  bytes: z.number().meta({ description: 'Size of the file; what came so far while nobody knows it.' }),
  bytesDone: z.number().meta({ description: 'Received so far while receiving, read so far afterwards.' }),
  read: z.number(),
  stored: z.number(),
  duplicates: z.number().meta({ description: 'Were there already.' }),
  refused: z.object({
    count: z.number(),
    items: z.array(z.object({ source: z.string(), reason: z.string() })).max(importLimits.refused),
  }),
  conversations: z.number().nullable().meta({ description: 'New ones; null before the end.' }),
  contacts: z.number().nullable().meta({ description: 'New ones; null before the end.' }),
  rows: ContactImport.nullable().meta({ description: 'Of an import of contacts.' }),
  error: z.string().nullable().meta({ description: 'What happened when it failed.' }),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type Import = z.infer<typeof Import>;

const Address = z
  .string()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'An own mailbox is an e-mail address, as in support@example.com.');

/** What stands in the address of an upload beside the file itself. */
export const ImportUpload = z.object({
  name: z
    .string()
    .max(1_000)
    .transform((given) =>
      (given.split(/[/\\]/).at(-1) ?? '')
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(-255),
    )
    .refine(isMailFileName, 'Only .mbox and .eml files can be imported here. Unpack archives first.'),
  own: z
    .string()
    .max(20_000)
    .default('')
    .transform((given) => given.split(/[\s,;]+/).filter(Boolean))
    .pipe(z.array(Address).max(importLimits.own)),
});

/** Whether a file's name is that of a mailbox or a mail: .mbox, .eml, or no ending at all, as Thunderbird calls its mailboxes. */
export function isMailFileName(name: string): boolean {
  return /\.(mbox|eml)$/i.test(name) || /^[^.]+$/.test(name);
}
