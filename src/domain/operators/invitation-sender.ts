/** The way in, on its way to a new operator. `link`: where they choose their password. */
export interface InvitationMail {
  to: string;
  /** Whom it is for, and who invites them. */
  name: string;
  by: string | null;
  company: string;
  link: string;
  language: 'en' | 'cs';
}

/** Sends invitations to new operators: channels/email/send-invitation.ts. Rejects with the reason when the mail was not taken. */
export interface InvitationSender {
  send(mail: InvitationMail): Promise<void>;
}
