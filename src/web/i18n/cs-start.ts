import type { Messages } from './messages.ts';

/** Slova přihlášení a zavedení česky. */
export const csStart: Pick<Messages, 'signIn' | 'setUp'> = {
  signIn: {
    title: 'Přihlášení',
    email: 'E‑mail',
    password: 'Heslo',
    submit: 'Přihlásit se',
    wrong: 'E‑mail a heslo k sobě nepatří. Zkontrolujte obojí, nebo požádejte správce o nové heslo.',
    tooMany: 'Příliš mnoho pokusů. Počkejte minutu a zkuste to znovu.',
    failed: 'Server neodpověděl. Zkuste to znovu.',
    noWorkspace: 'Jste přihlášeni, ale nemáte otevřený žádný pracovní prostor. Požádejte správce, aby vás přidal.',
    tagline: 'Kdo píše a co zaznělo dřív',
  },
  setUp: {
    title: 'Nastavení Vizitky',
    intro: 'Jeden pracovní prostor, jeden správce. Vše ostatní počká v Nastavení.',
    workspace: 'Firma',
    workspaceName: 'Název firmy',
    slug: 'Adresa pracovního prostoru',
    slugHint: 'Malá písmena, číslice a spojovníky: /w/{{slug}}',
    country: 'Země',
    countryHint: 'Podle ní se čtou telefony bez předvolby.',
    operator: 'Vy',
    name: 'Vaše jméno',
    email: 'E‑mail',
    password: 'Heslo',
    passwordHint: 'Alespoň 12 znaků.',
    submit: 'Nastavit a přihlásit se',
    noToken: 'Tento odkaz není celý',
    noTokenHint: 'Otevřete odkaz, který server vypsal při prvním spuštění. Funguje jednou.',
    failed: 'Nastavení se nedokončilo',
  },
};
