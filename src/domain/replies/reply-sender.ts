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
  operator: { id: string; name: string };
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
