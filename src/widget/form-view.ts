import type { Form } from '#contract/form.ts';
import type { OpenChat } from './chat.ts';
import { h, icon } from './dom.ts';
import { type Fields, formFields } from './form-fields.ts';
import { ServerError } from './server.ts';
import type { Language } from './show.ts';
import { textIn } from './words.ts';

/** The entry form, or the offline form: a page of its own before the chat. `done` is called once the server has taken it. */
export function formView(
  chat: OpenChat,
  form: Form,
  { words, language }: Language,
  done: (email: string) => void,
): HTMLElement {
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
    ...fields.elements,
    asks && h('label', { class: 'check' }, remember, h('span', {}, words.remember)),
    notice && h('p', { class: 'small' }, notice),
    trouble,
    send,
    privacyLink(settings.privacy, words.privacy),
  );
  return element;
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
  words: string,
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
    trouble.replaceChildren(icon('alert', 14), words);
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
