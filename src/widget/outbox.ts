/** A message that the server has not taken yet, or whose entry has not come back yet. */
export interface Unsent {
  /** Sent again under the same id, it is the same message. */
  id: string;
  text: string;
  attachments: { name: string; type: string; size: number; content: string }[];
  at: string;
  state: 'waiting' | 'sent' | 'failed';
  /** Its files did not survive a reload. */
  isWithout?: boolean;
}

/** A new message, with an id that nobody else makes: letters alone, as the server wants them. */
export function newUnsent(text: string, attachments: Unsent['attachments']): Unsent {
  return { id: newId(), text, attachments, at: new Date().toISOString(), state: 'waiting' };
}

export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}
