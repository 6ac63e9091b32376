import type { Form } from '#contract/form.ts';
import type { CallbackTimes, CallSlot, PlannedCall } from '#contract/widget.ts';
import type { OpenChat } from './chat.ts';
import { h, icon } from './dom.ts';
import { formFields } from './form-fields.ts';
import { privacyLink, submit } from './form-view.ts';
import { ServerError } from './server.ts';
import { clockIn, dayIn, type Language, momentIn } from './show.ts';
import type { WantedSlot } from './shown.ts';
import { textIn } from './words.ts';

/** Asks by which number, when and what about we are to call. The times are those that are free as it opens. */
export function callView(chat: OpenChat, form: Form, told: Language): HTMLElement {
  const { words, language } = told;
  const { settings } = chat.shown();
  const fields = formFields(form.fields, {}, language);
  const phone = form.fields.findIndex(({ type }) => type === 'phone') + 1;
  const intro = textIn(form.texts.intro, language);
  const notice = textIn(form.texts.notice, language);
  const trouble = h('p', { class: 'problem', role: 'alert', hidden: true });
  const button = textIn(form.texts.button, language) || words.callButton;
  const send = h('button', { class: 'main', type: 'submit' }, icon('phone', 16), button);
  const when = whenField(told);
  const say = (text: string) => {
    trouble.hidden = false;
    trouble.replaceChildren(icon('alert', 14), text);
  };
  const load = () => chat.callTimes().then(when.show, () => say(words.trouble));
  const wordsOfTrouble = (error: unknown) => {
    if (!(error instanceof ServerError) || error.status !== 409) return words.trouble;
    void load();
    return words.timeTaken;
  };
  void load();

  return h(
    'form',
    {
      class: 'page',
      novalidate: true,
      onsubmit(event) {
        event.preventDefault();
        const wanted = when.read();
        if (wanted === undefined) return say(when.isEmpty() ? words.noCalls : words.chooseTime);
        void submit(send, fields, trouble, wordsOfTrouble, (answers) => chat.callMe(form.id, answers, wanted));
      },
    },
    h('h2', {}, textIn(form.texts.title, language) || words.callTitle),
    intro && h('p', {}, intro),
    ...fields.elements.slice(0, phone),
    when.element,
    ...fields.elements.slice(phone),
    notice && h('p', { class: 'small' }, notice),
    trouble,
    send,
    h('p', { class: 'small middle' }, words.callHint),
    privacyLink(settings.privacy, words.privacy),
  );
}

/** So many times stand as tiles of their own, two of a day; the others in a list. */
const tiles = { most: 5, ofDay: 2 };

function whenField({ words, language }: Language) {
  const grid = h('div', { class: 'slots' });
  const element = h('fieldset', { class: 'field when' }, h('legend', { class: 'label' }, words.callWhen), grid);
  let wanted: WantedSlot | undefined;
  let isEmpty = false;

  function tile(value: WantedSlot, name: string, under: string): HTMLElement {
    const radio = h('input', {
      type: 'radio',
      name: 'vizitka-when',
      onchange: () => choose(value),
    });
    radio.checked = wanted === value;
    return h('label', { class: 'slot' }, radio, h('b', {}, name), under && h('span', {}, under));
  }

  function choose(value: WantedSlot | undefined): void {
    wanted = value;
  }

  function show({ soonest, slots }: CallbackTimes): void {
    wanted = soonest ? null : slots[0]?.from;
    isEmpty = !soonest && slots.length === 0;
    const first = spread(slots, language);
    const others = slots.filter((slot) => !first.includes(slot));
    const soon = soonest?.after
      ? words.afterOpening(momentIn(soonest.after, language))
      : soonest?.minutes
        ? words.inMinutes(soonest.minutes)
        : '';
    grid.replaceChildren(
      ...(soonest ? [tile(null, words.soonest, soon)] : []),
      ...first.map((slot) => tile(slot.from, dayIn(slot.from, language), spanIn(slot, language))),
      ...(others.length > 0 ? [list(others)] : []),
      ...(isEmpty ? [h('p', { class: 'small' }, words.noCalls)] : []),
    );
  }

  function list(slots: CallSlot[]): HTMLElement {
    const select = h(
      'select',
      {
        class: 'input',
        'aria-label': words.otherTime,
        onchange() {
          for (const radio of grid.querySelectorAll('input')) radio.checked = false;
          choose(select.value || undefined);
        },
      },
      h('option', { value: '' }, words.otherTime),
      ...slots.map((slot) =>
        h('option', { value: slot.from }, `${dayIn(slot.from, language)} ${spanIn(slot, language)}`),
      ),
    );
    grid.addEventListener('change', ({ target }) => {
      if (target !== select) select.value = '';
    });
    return select;
  }

  return { element, show, read: () => wanted, isEmpty: () => isEmpty };
}

function spread(slots: CallSlot[], language: Language['language']): CallSlot[] {
  const names = new Set(slots.map(({ from }) => dayIn(from, language)));
  const days = [...names].map((name) => slots.filter(({ from }) => dayIn(from, language) === name));
  const some = days.flatMap((ofDay) => {
    const [early, late] = [ofDay[0], ofDay[Math.ceil(ofDay.length / 2)]];
    return [early, late].slice(0, tiles.ofDay).flatMap((slot) => slot ?? []);
  });
  return [...new Set(some)].slice(0, tiles.most);
}

function spanIn({ from, until }: CallSlot, language: Language['language']): string {
  return `${clockIn(from, language)}–${clockIn(until, language)}`;
}

/** When we call, in a sentence. */
export function plannedIn({ from, until }: PlannedCall, { words, language }: Language): string {
  if (until !== null) return words.callPlanned(`${dayIn(from, language)} ${spanIn({ from, until }, language)}`);
  return Date.parse(from) > Date.now()
    ? words.callPlanned(words.afterOpening(momentIn(from, language)))
    : words.callSoon;
}

/** The call is planned: when, by which number, and how to take it back. */
export function plannedView(chat: OpenChat, call: PlannedCall, told: Language, onWrite: () => void): HTMLElement {
  const { words } = told;
  const trouble = h('p', { class: 'problem', role: 'alert', hidden: true });
  return h(
    'div',
    { class: 'page done' },
    h('span', { class: 'tick' }, icon('phone', 24)),
    h('h2', { tabindex: -1 }, plannedIn(call, told)),
    h('p', { dir: 'ltr' }, call.phone),
    trouble,
    h(
      'button',
      { class: 'outline', type: 'button', onclick: () => cancel(chat, trouble, words.trouble) },
      words.callCancel,
    ),
    h('button', { class: 'quiet', type: 'button', onclick: onWrite }, words.writeInstead),
  );
}

/** Takes a planned call back. */
export function cancel(chat: OpenChat, trouble: HTMLElement | null, words: string): void {
  chat.cancelCall().catch(() => {
    if (!trouble) return;
    trouble.hidden = false;
    trouble.replaceChildren(icon('alert', 14), words);
  });
}
