import { Hono } from 'hono';
import { notFound } from '#contract/errors.ts';
import { readAttachment } from '#domain/conversations/read-attachment.ts';
import { readEntryHtml } from '#domain/conversations/read-entry-html.ts';
import { authenticate } from './authenticate.ts';
import type { Door } from './door.ts';
import { mailPolicy } from './security-headers.ts';

/** What people sent that is no JSON: attachments and mails' HTML, each from an address of its own where it can do no harm. */
export function fileRoutes(door: Door): Hono {
  const routes = new Hono();

  routes.get('/attachments/:id', async (context) => {
    const id = uuidOf(context.req.param('id'), 'attachment');
    const actor = await authenticate(door, context.req.raw);
    const attachment = await door.store.inWorkspace(actor.workspaceId, (tx) => readAttachment(tx, actor, id), {
      readsOnly: true,
    });
    const blob = attachment.digest && (await door.blobs.read(attachment.digest));
    if (!blob) throw notFound('attachment');
    return context.body(blob.bytes, 200, {
      // Never shown by the browser, whatever it says it is
      'content-type': 'application/octet-stream',
      'content-disposition': asAttachment(attachment.name),
      'content-length': String(blob.size),
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    });
  });

  routes.get('/conversations/:id/entries/:entryId/html', async (context) => {
    const conversationId = uuidOf(context.req.param('id'), 'conversation');
    const entryId = uuidOf(context.req.param('entryId'), 'entry');
    const actor = await authenticate(door, context.req.raw);
    const html = await door.store.inWorkspace(
      actor.workspaceId,
      (tx) => readEntryHtml(tx, actor, { conversationId, entryId }),
      { readsOnly: true },
    );
    return context.html(`<!doctype html><meta charset="utf-8"><base target="_blank">${html}`, 200, {
      'content-security-policy': mailPolicy,
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-store',
    });
  });

  return routes;
}

function uuidOf(given: string, what: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given)) throw notFound(what);
  return given;
}

/** A file's name as a browser saves it (RFC 6266 with RFC 5987): the plain name for old clients, the true one beside it. */
export function asAttachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\/%]/g, '_') || 'attachment';
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
