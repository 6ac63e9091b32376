import type { WidgetEntry } from '#contract/widget.ts';
import type { OpenChat } from './chat.ts';
import { h, icon, setText } from './dom.ts';
import { heroCard } from './hero-card.ts';
import type { Unsent } from './outbox.ts';
import { type Language, timeIn } from './show.ts';
import type { Shown } from './shown.ts';
import { sizeIn } from './words.ts';

/**
 * The messages. Each is one element from the moment it is written: what changes of it changes in place, so that a screen reader hears each once and a form
 * that is being filled in stays.
 */
export function thread(chat: OpenChat, told: Language): { element: HTMLElement; update(shown: Shown): void } {
  const { words } = told;
  const log = h('div', { class: 'thread', role: 'log', 'aria-live': 'polite', 'aria-label': words.chat });
  const state = h('p', { class: 'state', hidden: true });
  const typing = h(
    'div',
    { class: 'said', hidden: true },
    h('div', { class: 'dots' }, h('i'), h('i'), h('i')),
    h('span', { class: 'unseen' }, words.isTyping),
  );
  log.append(state, typing);
  const had = new Map<string, { element: HTMLElement; as: string }>();

  function put(key: string, as: string, make: () => HTMLElement, before: ChildNode | null): HTMLElement {
    const known = had.get(key);
    const element = known?.as === as ? known.element : make();
    if (known && known.element !== element) replace(known.element, element);
    if (element.nextSibling !== before || element.parentNode !== log) log.insertBefore(element, before);
    had.set(key, { element, as });
    return element;
  }

  /** Whoever stood in what is replaced stands in what comes for it. */
  function replace(old: HTMLElement, element: HTMLElement): void {
    const hadFocus = old.contains((old.getRootNode() as ShadowRoot).activeElement);
    old.replaceWith(element);
    if (!hadFocus) return;
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  function update(shown: Shown): void {
    const isAtEnd = isScrolledDown(log.parentElement);
    const items = [
      ...shown.entries.map((entry) => ({
        key: entry.messageId ?? entry.id,
        as: JSON.stringify(entry),
        make: () => entryElement(chat, entry, told),
      })),
      ...shown.unsent.map((one) => ({
        key: one.id,
        as: `${one.state} ${shown.isConnected}`,
        make: () => unsentElement(chat, one, shown.isConnected, told),
      })),
    ];
    let before: ChildNode | null = state;
    for (const { key, as, make } of [...items].reverse()) before = put(key, as, make, before);
    const keys = new Set(items.map(({ key }) => key));
    for (const [key, { element }] of had) {
      if (keys.has(key)) continue;
      element.remove();
      had.delete(key);
    }
    const line = shown.state === 'closed' ? words.closed : shown.state === 'handingOver' ? words.handingOver : '';
    state.hidden = line === '';
    setText(state, line);
    typing.hidden = !shown.isTyping;
    if (isAtEnd) scrollDown(log.parentElement);
  }

  function entryElement(_: OpenChat, entry: WidgetEntry, { language: now }: Language): HTMLElement {
    const isMine = entry.from === 'visitor';
    const time = timeIn(entry.at, now);
    const who = isMine ? `${time} · ${words.sent}` : [entry.name, time].filter(Boolean).join(' · ');
    if (entry.redacted) return said(isMine, null, [], h('span', { class: 'who' }, `${words.removed} · ${who}`));
    if (entry.form) return h('div', {}, heroCard(chat, entry.form, told));
    const files = entry.attachments.map(({ id, name, size }) =>
      h(
        'button',
        { class: 'file', type: 'button', onclick: () => void save(id, name) },
        icon('clip', 16),
        h('span', { dir: 'auto' }, name),
        h('small', {}, sizeIn(size, now)),
      ),
    );
    return said(isMine, entry.text, files, h('span', { class: 'who' }, who));
  }

  async function save(id: string, name: string): Promise<void> {
    const blob = await chat.file(id).catch(() => null);
    if (!blob) return;
    const url = URL.createObjectURL(blob);
    h('a', { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  function unsentElement(_: OpenChat, one: Unsent, isConnected: boolean, { language: now }: Language): HTMLElement {
    const files = one.attachments.map(({ name, size }) =>
      h(
        'span',
        { class: 'file' },
        icon('clip', 16),
        h('span', { dir: 'auto' }, name),
        h('small', {}, sizeIn(size, now)),
      ),
    );
    if (one.state !== 'failed') {
      const how =
        one.state === 'sent' ? `${timeIn(one.at, now)} · ${words.sent}` : isConnected ? words.sending : words.later;
      return said(true, one.text, files, h('span', { class: 'who' }, how));
    }
    const again = one.isWithout
      ? null
      : h('button', { class: 'link', type: 'button', onclick: () => chat.again(one.id) }, words.again);
    const discard = h('button', { class: 'link', type: 'button', onclick: () => chat.discard(one.id) }, words.discard);
    return said(
      true,
      one.text,
      files,
      h('span', { class: 'who bad' }, one.isWithout ? words.lost : words.failed, again, discard),
    );
  }

  function said(isMine: boolean, text: string | null, files: HTMLElement[], who: HTMLElement): HTMLElement {
    const by = isMine && h('span', { class: 'unseen' }, `${words.you}: `);
    const bubble = text ? h('div', { class: 'words' }, by, h('div', { dir: 'auto' }, ...linked(text))) : null;
    return h('div', { class: isMine ? 'said me' : 'said' }, bubble, ...files, who);
  }

  return { element: log, update };
}

/** A text with its web addresses as links. */
function linked(text: string): (string | HTMLElement)[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, n) =>
      n % 2 === 1 ? h('a', { href: part, target: '_blank', rel: 'noopener noreferrer nofollow' }, part) : part,
    );
}

function isScrolledDown(body: HTMLElement | null): boolean {
  return !body || body.scrollHeight - body.scrollTop - body.clientHeight < 80;
}

/** To the newest message. */
export function scrollDown(body: HTMLElement | null): void {
  if (body) body.scrollTop = body.scrollHeight;
}
