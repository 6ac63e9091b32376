/** A code on its way to a client. `minutes`: how long it counts. */
export interface CodeMail {
  to: string;
  code: string;
  company: string;
  language: 'en' | 'cs';
  minutes: number;
}

/** Sends codes to e-mail addresses: channels/email/send-code.ts. Rejects with the reason when the mail was not taken. */
export interface CodeSender {
  send(mail: CodeMail): Promise<void>;
}
