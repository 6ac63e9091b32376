import { NotSent } from '#domain/replies/reply-sender.ts';

/** Where attachments' bytes lie: db/blobs.ts. */
export interface StoredBytes {
  read(digest: Uint8Array): Promise<{ bytes: ReadableStream<Uint8Array> } | null>;
}

/** The bytes of an attachment that is to leave. @throws NotSent when they are gone. */
export async function readBytes(stored: StoredBytes, digest: Buffer): Promise<Buffer> {
  const found = await stored.read(digest);
  if (!found) throw new NotSent('An attachment of it is not there any more.', { isFinal: true });
  return Buffer.from(await new Response(found.bytes).arrayBuffer());
}
