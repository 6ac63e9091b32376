import type { Here } from '#contract/widget.ts';
import type { OpenChat } from './chat.ts';
import { h } from './dom.ts';
import type { Language } from './show.ts';

/** What an operator says first, as a bubble beside the launcher, or above what the open window shows. Nothing is opened without the visitor. */
export function invitationBubble(
  chat: OpenChat,
  { words }: Language,
  onAccept: () => void,
): { element: HTMLElement; update(invitation: Here['invitation']): void } {
  const element = h('section', { class: 'invitation', hidden: true });
  let shown: string | null = null;

  function update(invitation: Here['invitation']): void {
    const now = invitation && JSON.stringify(invitation);
    if (now === shown) return;
    shown = now;
    element.hidden = invitation === null;
    if (!invitation) {
      element.replaceChildren();
      return;
    }
    const { name, text } = invitation;
    element.setAttribute('aria-label', words.invited(name));
    element.replaceChildren(
      h(
        'p',
        { class: 'from' },
        h('span', { class: 'mark', 'aria-hidden': 'true' }, [...name][0] ?? ''),
        h('b', {}, name),
      ),
      h('p', { dir: 'auto', role: 'status' }, text),
      h(
        'div',
        { class: 'buttons' },
        h('button', { class: 'main', type: 'button', onclick: () => void answer(true) }, words.answerInvitation),
        h('button', { class: 'quiet', type: 'button', onclick: () => void answer(false) }, words.closeInvitation),
      ),
    );
  }

  async function answer(accepted: boolean): Promise<void> {
    const taken = chat.answerInvitation(accepted).catch(() => {});
    if (!accepted) return;
    await taken;
    onAccept();
  }

  return { element, update };
}
