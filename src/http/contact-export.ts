import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { writeContacts } from '#channels/contact-files/write-contacts.ts';
import { api } from '#contract/api.ts';
import { Refusal } from '#contract/errors.ts';
import { must } from '#domain/operators/policy.ts';
import { authenticate } from './authenticate.ts';
import type { Door } from './door.ts';
import type { Noted } from './request-log.ts';

const types = {
  csv: 'text/csv; charset=utf-8',
  vcf: 'text/vcard; charset=utf-8',
  json: 'application/x-ndjson; charset=utf-8',
} as const;

const versions = ['3.0', '4.0'] as const;

/** `GET /contacts/export`: the directory, or a view of it, as a file that streams. */
export function exportRoutes(door: Door): Hono<Noted> {
  const routes = new Hono<Noted>();
  routes.get('/contacts/export', async (context) => {
    const actor = await authenticate(door, context.req.raw);
    context.set('actor', actor.id);
    must(actor, 'exportData');
    const asked = context.req.queries();
    const format = oneOf('format', asked.format?.[0] ?? 'csv', Object.keys(types) as (keyof typeof types)[]);
    const version = oneOf('version', asked.version?.[0] ?? '3.0', versions);
    const texts = writeContacts(door.store, actor, { format, version, query: viewOf(asked) });
    const day = new Date().toISOString().slice(0, 10);
    return context.body(Readable.toWeb(Readable.from(bytesOf(texts, door.log))) as ReadableStream<Uint8Array>, 200, {
      'content-type': types[format],
      'content-disposition': `attachment; filename="contacts-${day}.${format}"`,
      'cache-control': 'private, no-store',
    });
  });
  return routes;
}

function oneOf<Choice extends string>(name: string, given: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === given);
  if (found) return found;
  const words = `One of ${choices.join(', ')}.`;
  throw new Refusal('INVALID', `Please check what was sent: ${name}: ${words}`, { fields: { [name]: words } });
}

const question = api.contacts.list['~orpc'].inputSchema as NonNullable<
  (typeof api.contacts.list)['~orpc']['inputSchema']
>;

/** The directory's question (GET /contacts), without its pages; null for all cards, which are then written by number. */
function viewOf(asked: Record<string, string[]>) {
  const given = Object.fromEntries(
    Object.entries(asked).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
  const read = question.safeParse({ ...given, cursor: undefined, limit: undefined });
  if (!read.success) {
    const fields = Object.fromEntries(read.error.issues.map(({ path, message }) => [path.join('.'), message]));
    throw new Refusal('INVALID', Object.values(fields)[0] ?? 'Please check what was sent.', { fields });
  }
  const { cursor: _, limit: _pages, ...query } = read.data;
  const isAll = query.state === 'active' && Object.values(query).filter((value) => value !== undefined).length === 1;
  return isAll ? null : query;
}

/** What breaks in the middle breaks the answer off, so that nobody takes it for whole; the log says why. */
async function* bytesOf(texts: AsyncIterable<string>, log: Door['log']): AsyncGenerator<Uint8Array> {
  try {
    for await (const text of texts) yield Buffer.from(text);
  } catch (error) {
    log.error({ err: error }, 'an export of contacts broke off');
    throw error;
  }
}
