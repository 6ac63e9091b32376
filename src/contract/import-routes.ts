import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ContactImportSettings, ImportRow, RowAction } from './contact-import.ts';
import { Import } from './import.ts';
import { listOf, page } from './page.ts';

/** Imports through the browser: part of api.ts. The files themselves come as the body of POST /imports/mail and POST /imports/contacts. */
export const imports = {
  list: oc
    .route({ method: 'GET', path: '/imports', tags: ['Imports'], summary: 'Those of late, the latest first' })
    .output(
      listOf(Import).extend({
        own: z.array(z.string()).meta({ description: "The workspace's own mailboxes as known so far." }),
      }),
    ),
  read: oc
    .route({ method: 'GET', path: '/imports/{id}', tags: ['Imports'] })
    .input(z.object({ id: z.uuid() }))
    .output(Import),
  cancel: oc
    .route({
      method: 'POST',
      path: '/imports/{id}/cancel',
      tags: ['Imports'],
      summary: 'Ends it after its present batch; what was kept stays',
    })
    .input(z.strictObject({ id: z.uuid() }))
    .output(Import),
  rows: oc
    .route({
      method: 'GET',
      path: '/imports/{id}/rows',
      tags: ['Imports'],
      summary: 'What each row of a file of contacts would do',
    })
    .input(z.object({ id: z.uuid(), ...page, action: RowAction.optional() }))
    .output(listOf(ImportRow)),
  adjust: oc
    .route({
      method: 'PATCH',
      path: '/imports/{id}',
      tags: ['Imports'],
      summary:
        'Columns, delimiter, encoding, source, match rule, single rows: the file is looked at anew; nothing is saved yet',
    })
    .input(ContactImportSettings.extend({ id: z.uuid() }))
    .output(Import),
  start: oc
    .route({ method: 'POST', path: '/imports/{id}/start', tags: ['Imports'], summary: 'Begins to save the rows' })
    .input(z.strictObject({ id: z.uuid() }))
    .output(Import),
};
