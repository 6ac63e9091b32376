import type { OpenChat, Shown } from './chat.ts';
import { composer } from './composer.ts';
import { h, icon, setText } from './dom.ts';
import { doneView, formView } from './form-view.ts';
import type { Keep } from './keep.ts';
import type { Language } from './show.ts';
import { scrollDown, thread } from './thread.ts';

/** The widget's window: a dialog beside the page; on a small screen it stands for the page and keeps the focus in. */
export function panel(chat: OpenChat, keep: Keep, told: Language, onClose: () => void) {
  const { words } = told;
  const { settings } = chat.shown();
  const under = h('small', { role: 'status' });
  const signedIn = h('span', {});
  const signed = h(
    'div',
    { class: 'bar signed', hidden: true },
    icon('person', 14),
    signedIn,
    h(
      'button',
      { class: 'link', type: 'button', onclick: () => void chat.identify(null).catch(() => {}) },
      words.notYou,
    ),
  );
  const away = h('div', { class: 'bar away', role: 'status' });
  const close = h(
    'button',
    { class: 'round', type: 'button', 'aria-label': words.close, onclick: onClose },
    icon('down'),
  );
  const body = h('div', { class: 'body', tabindex: -1 });
  const said = thread(chat, told);
  const write = composer(chat, keep, told, () => scrollDown(body));
  const remember = h('input', { type: 'checkbox', onchange: () => chat.remember(remember.checked) });
  const asks = h('label', { class: 'check page', hidden: true }, remember, h('span', {}, words.remember));
  const forget = h(
    'p',
    { class: 'private', hidden: true },
    h('button', { class: 'link', type: 'button', onclick: () => chat.remember(false) }, words.forget),
  );
  const element = h(
    'section',
    {
      class: 'panel',
      role: 'dialog',
      'aria-label': `${words.chat} · ${settings.name}`,
      onkeydown: (event) => keys(event as KeyboardEvent),
    },
    h(
      'header',
      { class: 'head' },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, [...settings.name][0] ?? ''),
      h('div', {}, h('b', {}, settings.name), under),
      close,
    ),
    signed,
    away,
    body,
    write.element,
  );
  let [view, person] = ['', 0];

  function update(shown: Shown): void {
    if (shown.person !== person) write.clear();
    person = shown.person;
    setText(under, headline(shown, told));
    signed.hidden = shown.signedInAs === null;
    setText(signedIn, words.signedIn(shown.signedInAs ?? ''));
    const trouble = shown.isConnected ? '' : navigator.onLine ? words.connecting : words.offline;
    if (away.textContent !== trouble)
      away.replaceChildren(...(trouble ? [icon('offline', 14), h('span', {}, trouble)] : []));
    away.style.display = trouble ? '' : 'none';
    const isOffline = !settings.open && settings.offline !== null && shown.state === 'none';
    if (view !== 'done') show(shown.mustEnter ? 'entry' : isOffline ? 'offline' : 'chat');
    asks.hidden =
      settings.remembers !== 'asks' || settings.entry !== null || shown.entries.length > 0 || chat.isRemembered();
    forget.hidden = settings.remembers === 'always' || !chat.isRemembered();
    if (view === 'chat') said.update(shown);
  }

  function show(now: 'entry' | 'offline' | 'chat' | 'done', email = ''): void {
    if (now === view) return;
    const hadFocus = view !== '' && element.contains((element.getRootNode() as ShadowRoot).activeElement);
    view = now;
    const form = now === 'entry' ? settings.entry : now === 'offline' ? settings.offline : null;
    write.element.hidden = now !== 'chat';
    if (form)
      body.replaceChildren(
        formView(chat, form, told, (to) => (now === 'offline' ? show('done', to) : update(chat.shown()))),
      );
    else if (now === 'done')
      body.replaceChildren(doneView(email, told, () => show(chat.shown().state === 'none' ? 'offline' : 'chat')));
    else body.replaceChildren(asks, forget, said.element);
    if (now === 'chat') scrollDown(body);
    if (hadFocus) focus();
  }

  function focus(): void {
    const first = view === 'chat' ? null : body.querySelector<HTMLElement>('.input, h2[tabindex], .main');
    if (view === 'chat') write.focus();
    else (first ?? close).focus();
  }

  function keys(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation();
      onClose();
    }
    const isWhole = matchMedia('(max-width: 640px)').matches;
    if (event.key !== 'Tab' || !isWhole) return;
    const stops = [...element.querySelectorAll<HTMLElement>('button, input, textarea, select, a[href]')].filter(
      (one) => one.tabIndex >= 0 && one.checkVisibility(),
    );
    const active = (element.getRootNode() as ShadowRoot).activeElement;
    const [first, last] = [stops[0], stops.at(-1)];
    if (active !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  return { element, update, focus, scrollDown: () => scrollDown(body) };
}

function headline({ settings, state, operator }: Shown, { words }: Language): string {
  if (state === 'handingOver') return words.handingOver;
  if (state === 'open' && operator) return words.withYou(operator);
  if (!settings.open) return words.nobody;
  return state === 'waiting' || state === 'open' ? (operator ? words.withYou(operator) : words.waiting) : words.usual;
}
