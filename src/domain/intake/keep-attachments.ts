import type { Attachment } from '#contract/incoming-message.ts';
import type { Blobs } from '#db/blobs.ts';

/** An attachment whose bytes, if it has any here, lie in the blob store under their SHA-256. */
export interface KeptAttachment {
  name: string;
  type: string;
  size: number;
  digest: Buffer | null;
  url: string | null;
}

/** Keeps the bytes of a message's attachments before its transaction begins; bytes of a message that is then refused are swept later. */
export async function keepAttachments(blobs: Blobs, attachments: Attachment[] | undefined): Promise<KeptAttachment[]> {
  const kept: KeptAttachment[] = [];
  for (const { name, type, size, url, content } of attachments ?? []) {
    const bytes = content === undefined ? null : Buffer.from(content, 'base64');
    kept.push({ name, type, size: bytes?.length ?? size, digest: bytes && (await blobs.put(bytes)), url: url ?? null });
  }
  return kept;
}
