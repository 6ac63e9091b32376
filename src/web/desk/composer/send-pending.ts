import type { Entry } from '#contract/conversation.ts';
import { api, failureOf } from '../../api.ts';
import { forgetDraft, inTurn, saveSoon } from './drafts.ts';
import { type Pending, putPending, removePending } from './outbox.ts';
import { giveBack, writingOf } from './writing.ts';

/** How long it waits before the next try, in ms, where nobody answers. */
const pauses = [800, 2_500];

/**
 * Sends what left the field, and tries again by itself where nobody answers; after that it waits for a hand. What the server refuses comes back into the field.
 * @returns the entry that it became; null where it did not.
 */
export async function sendPending(pending: Pending): Promise<Entry | null> {
  const { conversationId: id } = pending;
  putPending({ ...pending, failed: false });
  forgetDraft(id);
  try {
    const entry = await inTurn(id, () => tryOften(pending));
    removePending(pending.id);
    return entry;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'UNREACHABLE' || failure.code === 'UNAVAILABLE') {
      putPending({ ...pending, failed: true });
    } else {
      removePending(pending.id);
      const { mode, text, files, contactId } = pending;
      giveBack(id, { mode, text, files, contactId, refused: failure });
    }
    return null;
  } finally {
    if (writingOf(id).text !== '') saveSoon(id);
  }
}

async function tryOften(pending: Pending): Promise<Entry> {
  for (const pause of pauses) {
    try {
      return await send(pending);
    } catch (error) {
      const { code } = failureOf(error);
      if (code !== 'UNREACHABLE' && code !== 'UNAVAILABLE') throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return send(pending);
}

async function send({
  id: given,
  conversationId: id,
  mode,
  text,
  contactId,
  files,
  via,
  quote,
}: Pending): Promise<Entry> {
  if (mode === 'note') return api.conversations.note({ id, noteId: given, text });
  const attachments = await Promise.all(files.map(encodedFile));
  return api.conversations.reply({
    id,
    replyId: given,
    text,
    contactId,
    attachments,
    quote,
    ...(via !== null && { via }),
  });
}

/** A file as the API takes it. */
export function encodedFile(file: File): Promise<{ name: string; type: string; content: string }> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => {
      const url = String(reader.result);
      resolve({ name: file.name, type: file.type, content: url.slice(url.indexOf(',') + 1) });
    };
    reader.readAsDataURL(file);
  });
}
