import type { FieldProblem, WidgetLanguage } from '#contract/widget.ts';

const en = {
  open: 'Open the chat',
  close: 'Close the chat',
  unread: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
  chat: 'Chat',
  usual: 'Write to us here',
  waiting: 'Somebody will be with you shortly',
  withYou: (name: string) => `${name} is here with you`,
  handingOver: 'We are handing you over to a colleague',
  closed: 'The conversation has ended. Write again whenever you like.',
  nobody: 'Nobody is here right now',
  hello: 'Hello, how can we help?',
  helloOffline: 'Write to us, we will answer later',
  message: 'Message',
  placeholder: 'Write a message…',
  send: 'Send',
  attach: 'Attach a file',
  limits: (files: number, size: string) => `Up to ${files} files, ${size} each`,
  tooLarge: (name: string, size: string) => `${name} is larger than ${size}.`,
  tooMany: (files: number) => `At most ${files} files can be sent at once.`,
  tooMuch: (size: string) => `Together the files may have ${size}.`,
  remove: (name: string) => `Remove ${name}`,
  sending: 'Sending…',
  sent: 'delivered',
  later: 'Waits for the connection',
  failed: 'Not sent',
  lost: 'The file did not survive the reload. Attach it again.',
  again: 'Try again',
  discard: 'Discard',
  offline: 'You are offline. What you write is sent once you are connected.',
  connecting: 'Connecting…',
  isTyping: 'Writing a message',
  you: 'You',
  start: 'Start the chat',
  sendForm: 'Send the message',
  confirm: 'Confirm',
  notNow: 'Not now',
  confirmed: 'You confirmed these details.',
  declined: 'You did not fill this in.',
  optional: 'optional',
  privacy: 'How we handle your data',
  remember: 'Remember me on this device, so that the conversation is here next time',
  forget: 'Forget me on this device',
  signedIn: (name: string) => `Signed in: ${name}`,
  notYou: 'Not you?',
  got: 'We have your message',
  gotMore: 'We will answer as soon as we are back.',
  another: 'Write another',
  trouble: 'This did not work. Please try again.',
  problems: {
    missing: 'Please fill this in.',
    email: 'Something is missing in the address, such as .com',
    phone: 'This does not read as a phone number. With the country code it surely will.',
    choice: 'Please choose one.',
    date: 'Please choose a day.',
    tooLong: 'This is too long.',
  } satisfies Record<FieldProblem, string>,
};

export type Words = typeof en;

const cs: Words = {
  open: 'Otevřít chat',
  close: 'Zavřít chat',
  unread: (count) => (count === 1 ? '1 nová zpráva' : count < 5 ? `${count} nové zprávy` : `${count} nových zpráv`),
  chat: 'Chat',
  usual: 'Napište nám sem',
  waiting: 'Za chvíli se vám budeme věnovat',
  withYou: (name) => `${name} je tu s vámi`,
  handingOver: 'Předáváme vás kolegovi',
  closed: 'Konverzace skončila. Kdykoli můžete napsat znovu.',
  nobody: 'Teď tu nikdo není',
  hello: 'Dobrý den, s čím vám pomůžeme?',
  helloOffline: 'Napište nám, odpovíme později',
  message: 'Zpráva',
  placeholder: 'Napište zprávu…',
  send: 'Odeslat',
  attach: 'Přiložit soubor',
  limits: (files, size) => `Nejvýše ${files} souborů, každý do ${size}`,
  tooLarge: (name, size) => `${name} je větší než ${size}.`,
  tooMany: (files) => `Najednou lze poslat nejvýše ${files} souborů.`,
  tooMuch: (size) => `Dohromady mohou mít soubory ${size}.`,
  remove: (name) => `Odebrat ${name}`,
  sending: 'Odesílá se…',
  sent: 'doručeno',
  later: 'Čeká na připojení',
  failed: 'Neodesláno',
  lost: 'Soubor se po obnovení stránky nedochoval. Přiložte ho znovu.',
  again: 'Zkusit znovu',
  discard: 'Zahodit',
  offline: 'Jste offline. Co napíšete, odešle se po připojení.',
  connecting: 'Připojujeme se…',
  isTyping: 'Píše zprávu',
  you: 'Vy',
  start: 'Začít chat',
  sendForm: 'Odeslat zprávu',
  confirm: 'Potvrdit údaje',
  notNow: 'Teď ne',
  confirmed: 'Údaje jste potvrdili.',
  declined: 'Tohle jste nevyplnili.',
  optional: 'nepovinné',
  privacy: 'Jak s údaji zacházíme',
  remember: 'Zapamatovat si mě na tomto zařízení, aby tu konverzace byla i příště',
  forget: 'Zapomenout mě na tomto zařízení',
  signedIn: (name) => `Přihlášení: ${name}`,
  notYou: 'Nejste to vy?',
  got: 'Zprávu máme',
  gotMore: 'Odpovíme, jakmile tu zase budeme.',
  another: 'Napsat další',
  trouble: 'To se nepovedlo. Zkuste to prosím znovu.',
  problems: {
    missing: 'Vyplňte prosím.',
    email: 'Adrese něco chybí, třeba .cz',
    phone: 'Tohle nevypadá jako telefonní číslo. S předvolbou země to určitě půjde.',
    choice: 'Vyberte prosím jednu možnost.',
    date: 'Vyberte prosím den.',
    tooLong: 'To je příliš dlouhé.',
  },
};

/** What the widget says, in a language. */
export function wordsOf(language: WidgetLanguage): Words {
  return language === 'cs' ? cs : en;
}

/** A text that the company wrote per language: the one asked for, else the other. */
export function textIn(
  texts: { en?: string | undefined; cs?: string | undefined } | undefined,
  language: WidgetLanguage,
): string {
  return (language === 'cs' ? texts?.cs : texts?.en) ?? texts?.en ?? texts?.cs ?? '';
}

/** A size as people read it. */
export function sizeIn(bytes: number, language: WidgetLanguage): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, 'MB'] : [Math.max(bytes / 1_000, 1), 'kB'];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}
