/** A mailbox as a mail names it. */
export interface MailAddress {
  name: string;
  address: string;
}

/** How a reply goes as a mail; settled when it is written, so that a second try is the same mail. Ids without angle brackets. */
export interface MailEnvelope {
  to: MailAddress[];
  cc: MailAddress[];
  subject: string;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  /** The mail that stands below it: where it is kept, and how it is introduced. Absent of mails of old. */
  quote?: { entryId: string; at: string; introduction: string } | null;
  /** No person wrote it (RFC 3834). */
  automatic?: boolean;
}

/** Whom a reply of another channel goes to, as the channel named them, and its own id of the conversation. */
export interface ChannelAddress {
  to: { kind: string; value: string; account: string; name: string | null };
  conversation: string | null;
}

/** A reply that is to leave now. */
export interface ReplyToSend {
  /** Of its entry: the same at every try. */
  id: string;
  workspaceId: string;
  workspaceName: string;
  conversationId: string;
  at: Date;
  text: string;
  /** Characters of text that are new; what follows is the mail that it answers. null: all of them. */
  newLength: number | null;
  /** That mail as it was cleaned, where it came with HTML. */
  quotedHtml: string | null;
  /** null: it was said by itself. */
  operator: { id: string; name: string } | null;
  channel: { id: string; kind: string; name: string; account: string; settings: Record<string, unknown> };
  mail: MailEnvelope | null;
  address: ChannelAddress | null;
  /** `digest`: where the bytes lie in the blob store. */
  attachments: { name: string; type: string; size: number; digest: Buffer }[];
}

/** Sends replies of one kind of channel: channels/<provider>/send-reply.ts. */
export interface ReplySender {
  /**
   * Sends one. At least once: the same reply may come again when nobody knows whether it left, and carries the same id then.
   * @throws NotSent with the reason.
   */
  send(reply: ReplyToSend): Promise<Left>;
}

/** A reply has left. `providerId`: the provider's id of it, where there is one; `trouble`: what went wrong all the same, in words for people. */
export interface Left {
  providerId: string | null;
  trouble?: string | null;
}

/** Why a reply did not leave, in words for people; `isFinal`: another try would not help. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly isFinal: boolean;

  constructor(message: string, { isFinal = false, cause }: { isFinal?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.isFinal = isFinal;
  }
}
