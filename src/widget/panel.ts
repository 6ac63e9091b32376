import { callView, cancel, plannedIn, plannedView } from './call-view.ts';
import type { OpenChat } from './chat.ts';
import { composer } from './composer.ts';
import { h, icon, setText } from './dom.ts';
import { callButton, doneView, formView, signInButtons } from './form-view.ts';
import { invitationBubble } from './invitation.ts';
import type { Keep } from './keep.ts';
import { keepFocusIn } from './keep-focus-in.ts';
import { type Language, momentIn } from './show.ts';
import type { Shown } from './shown.ts';
import { scrollDown, thread } from './thread.ts';

type View = 'entry' | 'offline' | 'chat' | 'done' | 'call' | 'planned';

/** The widget's window: a dialog beside the page; on a small screen it stands for the page and keeps the focus in. */
export function panel(chat: OpenChat, keep: Keep, told: Language, onClose: () => void) {
  const { words } = told;
  const { settings } = chat.shown();
  const under = h('small', { role: 'status' });
  const signed = bar('signed', 'person', words.notYou, () => void chat.identify(null).catch(() => {}));
  const called = bar('called', 'phone', words.callCancel, () => cancel(chat, null, ''));
  const away = h('div', { class: 'bar away', role: 'status' });
  const close = h(
    'button',
    { class: 'round', type: 'button', 'aria-label': words.close, onclick: onClose },
    icon('down'),
  );
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' }, [...settings.name][0] ?? '');
  const back = h(
    'button',
    { class: 'round', type: 'button', 'aria-label': words.back, hidden: true, onclick: () => leaveCall() },
    icon('back'),
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
  const ways = h('div', { class: 'page ways', hidden: true });
  const invitation = invitationBubble(chat, told, () => focus());
  const element: HTMLElement = h(
    'section',
    {
      class: 'panel',
      role: 'dialog',
      'aria-label': `${words.chat} · ${settings.name}`,
      onkeydown: (event) => keepFocusIn(element, event as KeyboardEvent, onClose),
    },
    h('header', { class: 'head' }, mark, back, h('div', {}, h('b', {}, settings.name), under), close),
    signed.element,
    called.element,
    away,
    invitation.element,
    body,
    write.element,
  );
  let [view, person, wantsCall, writes, shownCall] = ['' as View | '', 0, false, false, ''];

  function update(shown: Shown): void {
    if (shown.person !== person) write.clear();
    person = shown.person;
    signed.show(shown.signedInAs === null ? null : words.signedIn(shown.signedInAs));
    const trouble = shown.isConnected
      ? shown.signInFailed
        ? words.signInFailed
        : ''
      : navigator.onLine
        ? words.connecting
        : words.offline;
    if (away.textContent !== trouble)
      away.replaceChildren(
        ...(trouble ? [icon(shown.isConnected ? 'alert' : 'offline', 14), h('span', {}, trouble)] : []),
      );
    away.style.display = trouble ? '' : 'none';
    invitation.update(shown.invitation);
    if (shown.call) wantsCall = false;
    else writes = false;
    if (view !== 'done') show(viewOf(shown), shown);
    setText(under, view === 'call' || view === 'planned' ? words.calling : headline(shown, told));
    called.show(shown.call && view === 'chat' ? plannedIn(shown.call, told) : null);
    asks.hidden =
      settings.remembers !== 'asks' || settings.entry !== null || shown.entries.length > 0 || chat.isRemembered();
    forget.hidden = settings.remembers === 'always' || !chat.isRemembered();
    if (view === 'chat') said.update(shown);
    showWays(shown);
  }

  function viewOf({ settings: now, state, mustEnter, call, entries, unsent }: Shown): View {
    const isSilent = entries.length === 0 && unsent.length === 0;
    if (call && isSilent && !writes) return 'planned';
    if (wantsCall && now.callback) return 'call';
    if (mustEnter) return 'entry';
    const isOver = state === 'none' || (state === 'closed' && isSilent);
    return !now.open && now.offline !== null && isOver && !writes ? 'offline' : 'chat';
  }

  /** Before the first word there are other ways than writing. */
  function showWays({ entries, unsent, signedInAs, call, settings: now }: Shown): void {
    const isFirst = entries.length === 0 && unsent.length === 0 && call === null;
    const key = `${isFirst} ${signedInAs} ${now.callback?.id}`;
    if (ways.dataset.for === key) return;
    ways.dataset.for = key;
    const callMe = isFirst && now.callback ? [callButton(words.callMe, () => askForCall())] : [];
    const all = isFirst ? [...signInButtons(chat, told), ...callMe] : [];
    ways.replaceChildren(...all);
    ways.hidden = all.length === 0;
  }

  function askForCall(): void {
    wantsCall = true;
    update(chat.shown());
    focus();
  }

  function leaveCall(): void {
    wantsCall = false;
    update(chat.shown());
    focus();
  }

  function show(now: View, shown: Shown, email = ''): void {
    const planned = JSON.stringify(shown.call);
    if (now === view && (now !== 'planned' || planned === shownCall)) return;
    const hadFocus = view !== '' && element.contains((element.getRootNode() as ShadowRoot).activeElement);
    [view, shownCall] = [now, planned];
    write.element.hidden = now !== 'chat';
    mark.hidden = now === 'call';
    back.hidden = now !== 'call';
    body.replaceChildren(...contentOf(now, shown, email));
    if (now === 'chat') scrollDown(body);
    if (hadFocus) focus();
  }

  function contentOf(now: View, shown: Shown, email: string): HTMLElement[] {
    const { entry, offline, callback } = shown.settings;
    if (now === 'done') return [doneView(email, told, another)];
    if (now === 'call' && callback) return [callView(chat, callback, told)];
    if (now === 'planned' && shown.call) return [plannedView(chat, shown.call, told, writeInstead)];
    if (now === 'entry' && entry) return [formView(chat, entry, told, () => update(chat.shown()), askForCall)];
    if (now === 'offline' && offline)
      return [formView(chat, offline, told, (to) => show('done', chat.shown(), to), askForCall)];
    return [asks, forget, ways, said.element];
  }

  function another(): void {
    view = '';
    update(chat.shown());
    focus();
  }

  function writeInstead(): void {
    writes = true;
    update(chat.shown());
    focus();
  }

  function focus(): void {
    const first = view === 'chat' ? null : body.querySelector<HTMLElement>('.input, h2[tabindex], .main');
    if (view === 'chat') write.focus();
    else (first ?? close).focus();
  }

  return { element, update, focus, scrollDown: () => scrollDown(body) };
}

/** A line under the head with something to do about it. */
function bar(name: string, sign: Parameters<typeof icon>[0], act: string, onAct: () => void) {
  const text = h('span', {});
  const button = h('button', { class: 'link', type: 'button', onclick: onAct }, act);
  const element = h('div', { class: `bar ${name}`, hidden: true }, icon(sign, 14), text, button);
  return {
    element,
    show(words: string | null) {
      element.hidden = words === null;
      setText(text, words ?? '');
    },
  };
}

function headline({ settings, state, operator }: Shown, { words, language }: Language): string {
  if (state === 'handingOver') return words.handingOver;
  if (state === 'open' && operator) return words.withYou(operator);
  if (!settings.open && settings.opensAt && !settings.offline)
    return words.backAt(momentIn(settings.opensAt, language));
  if (!settings.open) return words.nobody;
  return state === 'waiting' || state === 'open' ? (operator ? words.withYou(operator) : words.waiting) : words.usual;
}
