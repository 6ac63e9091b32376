import { type Context, Hono } from 'hono';
import { Refusal } from '#contract/errors.ts';
import { ImportUpload } from '#contract/import.ts';
import { must } from '#domain/operators/policy.ts';
import { authenticate } from '../authenticate.ts';
import type { Door } from '../door.ts';
import type { Noted } from '../request-log.ts';

/** `POST /imports/mail`: a mailbox as the body, streamed to the disk. Read, listed and cancelled by routes/imports.ts. */
export function uploadRoutes(door: Door): Hono<Noted> {
  const routes = new Hono<Noted>();
  routes.post('/imports/mail', async (context) => {
    const actor = await authenticate(door, context.req.raw);
    context.set('actor', actor.id);
    must(actor, 'importData');
    const { body } = context.req.raw;
    const id = await door.imports.receive(actor.workspaceId, { ...asked(context), body, size: sizeOf(context) });
    return context.json({ id }, 202, { location: `/api/v1/imports/${id}` });
  });
  return routes;
}

function asked(context: Context) {
  const read = ImportUpload.safeParse(context.req.query());
  if (read.success) return read.data;
  const fields = Object.fromEntries(
    read.error.issues.map(({ path, message }) => [String(path[0] ?? '(all)'), message]),
  );
  throw new Refusal('INVALID', Object.values(fields)[0] ?? 'Please check what was sent.', { fields });
}

function sizeOf(context: Context): number | null {
  const given = context.req.header('content-length');
  return given === undefined || !/^\d{1,15}$/.test(given) ? null : Number(given);
}
