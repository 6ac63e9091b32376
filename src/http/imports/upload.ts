import { type Context, Hono } from 'hono';
import { ContactUpload } from '#contract/contact-import.ts';
import { Refusal } from '#contract/errors.ts';
import { ImportUpload } from '#contract/import.ts';
import { must } from '#domain/operators/policy.ts';
import { authenticate } from '../authenticate.ts';
import type { Door } from '../door.ts';
import type { Noted } from '../request-log.ts';

/** `POST /imports/mail` and `/imports/contacts`: a file as the body, streamed to the disk. All the rest of imports is in routes/imports.ts. */
export function uploadRoutes(door: Door): Hono<Noted> {
  const routes = new Hono<Noted>();
  routes.post('/imports/mail', async (context) => {
    const actor = await authenticate(door, context.req.raw);
    context.set('actor', actor.id);
    must(actor, 'importData');
    const { body } = context.req.raw;
    const upload = { body, size: sizeOf(context) };
    const id = await door.imports.receive(actor.workspaceId, { ...asked(context, ImportUpload), ...upload });
    return context.json({ id }, 202, { location: `/api/v1/imports/${id}` });
  });
  routes.post('/imports/contacts', async (context) => {
    const actor = await authenticate(door, context.req.raw);
    context.set('actor', actor.id);
    must(actor, 'importData');
    const { source, ...given } = asked(context, ContactUpload);
    const upload = { body: context.req.raw.body, size: sizeOf(context) };
    const id = await door.imports.receiveContacts(actor, { ...given, ...(source && { source }), ...upload });
    return context.json({ id }, 202, { location: `/api/v1/imports/${id}` });
  });
  return routes;
}

/** What stands in the address. @throws INVALID by field. */
function asked<Upload extends typeof ImportUpload | typeof ContactUpload>(
  context: Context,
  upload: Upload,
): ReturnType<Upload['parse']> {
  const read = upload.safeParse(context.req.query());
  if (read.success) return read.data as ReturnType<Upload['parse']>;
  const fields = Object.fromEntries(
    read.error.issues.map(({ path, message }) => [String(path[0] ?? '(all)'), message]),
  );
  throw new Refusal('INVALID', Object.values(fields)[0] ?? 'Please check what was sent.', { fields });
}

function sizeOf(context: Context): number | null {
  const given = context.req.header('content-length');
  return given === undefined || !/^\d{1,15}$/.test(given) ? null : Number(given);
}
