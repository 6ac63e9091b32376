import type { SentForm } from '#contract/form.ts';
import type { OpenChat } from './chat.ts';
import { h, icon } from './dom.ts';
import { formFields } from './form-fields.ts';
import { privacyLink, submit } from './form-view.ts';
import type { Language } from './show.ts';
import { textIn } from './words.ts';

/** A Hero Card in the thread (R-TAB-8): the client looks through it, corrects and confirms, or would rather not. */
export function heroCard(chat: OpenChat, sent: SentForm, { words, language }: Language): HTMLElement {
  const title = textIn(sent.texts.title, language) || sent.name;
  const head = h('header', {}, icon('form', 16), h('span', {}, title));
  const card = h('article', { class: 'card', 'aria-label': title }, head);
  if (sent.state !== 'asked') {
    card.append(
      answered(sent, language),
      h('p', { class: 'end' }, sent.state === 'cancelled' ? words.declined : words.confirmed),
    );
    return card;
  }
  const fields = formFields(sent.fields, sent.prefill, language);
  const intro = textIn(sent.texts.intro, language);
  const notice = textIn(sent.texts.notice, language);
  const trouble = h('p', { class: 'problem', role: 'alert', hidden: true });
  const confirm = h('button', { class: 'main', type: 'submit' }, textIn(sent.texts.button, language) || words.confirm);
  const notNow = h(
    'button',
    {
      class: 'quiet',
      type: 'button',
      onclick() {
        chat.answer(sent.id, {}, false).catch(() => {
          trouble.hidden = false;
          trouble.replaceChildren(icon('alert', 14), words.trouble);
        });
      },
    },
    words.notNow,
  );
  const form = h(
    'form',
    {
      class: 'form',
      novalidate: true,
      onsubmit(event) {
        event.preventDefault();
        void submit(confirm, fields, trouble, words.trouble, (answers) => chat.answer(sent.id, answers));
      },
    },
    intro && h('p', {}, intro),
    ...fields.elements,
    notice && h('p', { class: 'small' }, notice),
    trouble,
    h('div', { class: 'buttons' }, confirm, notNow),
  );
  card.append(form);
  const privacy = privacyLink(chat.shown().settings.privacy, words.privacy);
  if (privacy) card.append(privacy);
  return card;
}

function answered({ fields, answers }: SentForm, language: Language['language']): HTMLElement {
  const rows = fields.flatMap(({ id, label, type }) => {
    const answer = answers?.[id];
    if (answer === undefined || answer === '' || answer === false) return [];
    const value = type === 'consent' ? '✓' : String(answer);
    return [h('div', {}, h('dt', {}, textIn(label, language) || id), h('dd', { dir: 'auto' }, value))];
  });
  return rows.length > 0 ? h('dl', {}, ...rows) : h('span', { hidden: true });
}
