import type { CodeMail } from '#domain/conversations/code-sender.ts';

/** The words of a mail that brings a code: the company, the code, and nothing of the card (R-REC-5). */
export function codeMail({ code, company, language, minutes }: CodeMail): { subject: string; text: string } {
  const name = company.replace(/\s+/g, ' ').trim();
  return words[language]({ code, name, minutes });
}

type Words = (given: { code: string; name: string; minutes: number }) => { subject: string; text: string };

const words: Record<CodeMail['language'], Words> = {
  en: ({ code, name, minutes }) => ({
    subject: `${code} is your code for ${name}`,
    text: `Your code is ${code}.

Tell it to the operator of ${name} whom you are in touch with now. It counts for ${minutes} minutes.

If you are not in touch with ${name}, tell the code to nobody: somebody gave your address for theirs.
`,
  }),
  cs: ({ code, name, minutes }) => ({
    subject: `${code} je váš kód pro ${name}`,
    text: `Váš kód je ${code}.

Sdělte jej operátorovi společnosti ${name}, se kterým jste právě ve spojení. Platí ${minutes} minut.

Pokud se společností ${name} nejednáte, kód nikomu nesdělujte: někdo uvedl vaši adresu místo své.
`,
  }),
};
