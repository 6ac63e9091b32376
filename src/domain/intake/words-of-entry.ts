import type { ReceivedMessage } from '#contract/incoming-message.ts';

/** The last words for the list: one line of the new text, of a call its state. */
export function lastWords({ item, mail }: ReceivedMessage): string | null {
  const words = mail?.newText ?? item.text ?? item.call?.state ?? null;
  return words?.replace(/\s+/g, ' ').trim().slice(0, 200).toWellFormed() ?? null;
}

/** What an entry has beside its text. */
export function bodyOf({ item, mail, warnings, form }: ReceivedMessage): Record<string, unknown> {
  return {
    ...(item.subject === undefined ? {} : { subject: item.subject }),
    ...(item.html === undefined ? {} : { html: item.html }),
    ...(warnings?.length ? { warnings } : {}),
    ...(form === undefined ? {} : { form }),
    ...(item.call === undefined ? {} : { call: item.call }),
    ...(item.parameters === undefined ? {} : { parameters: item.parameters }),
    ...(mail?.newText === undefined || mail.newText === item.text ? {} : { newLength: mail.newText.length }),
    ...(mail === undefined
      ? {}
      : {
          mail: {
            verdict: mail.verdict,
            automatic: mail.automatic,
            authenticatedBy: mail.authenticatedBy,
            bounce: mail.bounce,
            // what an answer to it needs: replies/mail-envelope.ts
            messageId: mail.messageId,
            references: mail.references.slice(-20),
            people: peopleOf(item),
          },
        }),
  };
}

/** Who sent a mail, and who else it names: at most a hundred. */
function peopleOf({ from, participants = [] }: ReceivedMessage['item']) {
  const named = participants.map(({ value, name, role }) => ({ value, name, role }));
  return [
    { value: from.value, name: from.name, role: 'from' as const },
    ...named.filter(({ role }) => role !== 'from'),
  ].slice(0, 100);
}

/** The words of a call, a line each. */
export function transcriptOf({ item }: ReceivedMessage): string | undefined {
  return item.call?.transcript?.map((line) => line.text).join('\n');
}
