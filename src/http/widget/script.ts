import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Handler } from 'hono';

/**
 * The widget's script, one address for ever: browsers keep it for ten minutes and then ask by its ETag whether there is another (RFC 9110, 13.1.2).
 * 503 while it is not built.
 */
export async function widgetScript(screen: string): Promise<Handler> {
  const bytes = await readFile(join(screen, 'widget.js')).catch(() => null);
  const zipped = bytes && (await promisify(gzip)(bytes));
  const etag = bytes && `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return (context) => {
    if (!bytes || !zipped || !etag) return context.text('The widget is not built yet: run “npm run build”.', 503);
    const headers = {
      etag,
      'cache-control': 'public, max-age=600, stale-while-revalidate=86400',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*', // for integrity and crossorigin on the script tag
      vary: 'accept-encoding',
    };
    if (context.req.header('if-none-match')?.includes(etag)) return context.body(null, 304, headers);
    const asZip = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
    return context.body(new Uint8Array(asZip ? zipped : bytes), 200, {
      ...headers,
      'content-type': 'text/javascript; charset=utf-8',
      ...(asZip && { 'content-encoding': 'gzip' }),
    });
  };
}
