import type { InvitationMail } from '#domain/operators/invitation-sender.ts';

/** The words of a mail that brings a new operator the link to choose their password. */
export function invitationMail({ company, by, link, language }: InvitationMail): { subject: string; text: string } {
  return words[language]({ company: oneLine(company), by: by && oneLine(by), link });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

type Words = (given: { company: string; by: string | null; link: string }) => { subject: string; text: string };

const words: Record<InvitationMail['language'], Words> = {
  en: ({ company, by, link }) => ({
    subject: `Your way into Vizitka of ${company}`,
    text: `${by ?? company} made you an operator of ${company} in Vizitka.

Choose your password here; the link works once, within a week:
${link}

If you do not know about it, leave it be: without a password nobody gets in.
`,
  }),
  cs: ({ company, by, link }) => ({
    subject: `Váš vstup do Vizitky: ${company}`,
    text: `Ve Vizitce společnosti ${company} máte místo mezi operátory.${by === null ? '' : ` Zve vás ${by}.`}

Heslo si zvolíte zde; odkaz platí jednou a jeden týden:
${link}

Pokud o tom nic nevíte, nemusíte nic dělat: bez hesla se dovnitř nikdo nedostane.
`,
  }),
};
