import type { Form } from '#contract/form.ts';
import type { WidgetSettings } from '#contract/widget.ts';
import type { OpenChat } from './chat.ts';
import { h, icon } from './dom.ts';
import { type Fields, formFields } from './form-fields.ts';
import { ServerError } from './server.ts';
import { type Language, momentIn } from './show.ts';
import { textIn } from './words.ts';

/** The entry form, or the offline form: a page of its own before the chat. `done` is called once the server has taken it. */
export function formView(
  chat: OpenChat,
  form: Form,
  told: Language,
  done: (email: string) => void,
  onCall: () => void,
): HTMLElement {
  const { words, language } = told;
  const { settings } = chat.shown();
  const fields = formFields(form.fields, {}, language);
  const isOffline = form.kind === 'offline';
  const remember = h('input', { type: 'checkbox' });
  const asks = settings.remembers === 'asks' && !isOffline;
  const intro = textIn(form.texts.intro, language);
  const notice = textIn(form.texts.notice, language);
  const button = textIn(form.texts.button, language) || (isOffline ? words.sendForm : words.start);
  const trouble = h('p', { class: 'problem', role: 'alert', hidden: true });
  const send = h('button', { class: 'main', type: 'submit' }, button);
  const element = h(
    'form',
    {
      class: 'page',
      novalidate: true,
      onsubmit(event) {
        event.preventDefault();
        void submit(send, fields, trouble, words.trouble, async (answers) => {
          await chat.answer(form.id, answers);
          if (asks && remember.checked) chat.remember(true);
          done(emailIn(form, answers));
        });
      },
    },
    h('h2', {}, textIn(form.texts.title, language) || (isOffline ? words.helloOffline : words.hello)),
    intro && h('p', {}, intro),
    isOffline && backAt(settings, told),
    ...fields.elements,
    asks && h('label', { class: 'check' }, remember, h('span', {}, words.remember)),
    notice && h('p', { class: 'small' }, notice),
    trouble,
    send,
    settings.callback && callButton(words.callMe, onCall),
    ...signInButtons(chat, told),
    privacyLink(settings.privacy, words.privacy),
  );
  return element;
}

/** When somebody is there again; nothing where nobody knows. */
function backAt({ opensAt }: WidgetSettings, { words, language }: Language): HTMLElement | null {
  if (opensAt === null) return null;
  return h('p', { class: 'hours' }, icon('clock', 16), h('span', {}, words.backAt(momentIn(opensAt, language))));
}

/** The visitor would rather be called. */
export function callButton(words: string, onCall: () => void): HTMLElement {
  return h('button', { class: 'quiet', type: 'button', onclick: onCall }, icon('phone', 16), words);
}

/** Ways to say who one is; none for who is signed in. */
export function signInButtons(chat: OpenChat, { words }: Language): HTMLElement[] {
  const { settings, signedInAs } = chat.shown();
  if (signedInAs !== null) return [];
  return settings.signIn.map((provider) =>
    h(
      'button',
      { class: 'outline sign-in', type: 'button', onclick: () => chat.signIn(provider) },
      words.signIn[provider],
    ),
  );
}

/** The visitor's message was taken while nobody is there. */
export function doneView(email: string, { words }: Language, another: () => void): HTMLElement {
  return h(
    'div',
    { class: 'page done' },
    h('span', { class: 'tick' }, icon('check', 26)),
    h('h2', { tabindex: -1 }, words.got),
    h('p', {}, words.gotMore),
    email && h('p', { dir: 'ltr' }, email),
    h('button', { class: 'outline', type: 'button', onclick: another }, words.another),
  );
}

/** Sends a form: what is wrong stands beside its fields, and a trouble of the network above the button. */
export async function submit(
  button: HTMLElement,
  fields: Fields,
  trouble: HTMLElement,
  words: string | ((error: unknown) => string),
  send: (answers: ReturnType<Fields['read']>) => Promise<void>,
): Promise<void> {
  if (button.hasAttribute('aria-disabled') || fields.show(fields.check())) return;
  button.setAttribute('aria-disabled', 'true');
  trouble.hidden = true;
  try {
    await send(fields.read());
  } catch (error) {
    const isTold = error instanceof ServerError && fields.show(error.fields);
    trouble.hidden = isTold;
    trouble.replaceChildren(icon('alert', 14), typeof words === 'string' ? words : words(error));
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

export function privacyLink(address: string | null, words: string): HTMLElement | null {
  if (address === null) return null;
  const link = h('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, words);
  return h('p', { class: 'private' }, icon('lock', 14), link);
}

function emailIn({ fields }: Form, answers: Record<string, string | boolean>): string {
  const field = fields.find(({ fills, type }) => fills === 'email' || type === 'email');
  return String((field && answers[field.id]) ?? '');
}
