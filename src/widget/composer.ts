import { widgetLimits } from '#contract/widget.ts';
import type { OpenChat } from './chat.ts';
import { h, icon } from './dom.ts';
import type { Keep } from './keep.ts';
import type { Unsent } from './outbox.ts';
import type { Language } from './show.ts';
import { sizeIn } from './words.ts';

/** Where the visitor writes. What is written survives a reload; Enter sends, Shift and Enter makes a line. */
export function composer(
  chat: OpenChat,
  keep: Keep,
  { words, language }: Language,
  onSent: () => void,
): { element: HTMLElement; focus(): void; clear(): void } {
  let files: Unsent['attachments'] = [];
  const limits = words.limits(widgetLimits.attachments, sizeIn(widgetLimits.file, language));
  const chosen = h('div', { class: 'files', hidden: true });
  const note = h('p', { class: 'note bad', role: 'alert', hidden: true });
  const input = h('textarea', {
    rows: 1,
    maxlength: widgetLimits.text,
    'aria-label': words.message,
    placeholder: words.placeholder,
    dir: 'auto',
    oninput() {
      keep.kept.draft = input.value;
      keep.save();
      grow();
      if (input.value.trim()) chat.tellTyping();
    },
    onkeydown(event) {
      const { key, shiftKey, isComposing } = event as KeyboardEvent;
      if (key !== 'Enter' || shiftKey || isComposing) return;
      event.preventDefault();
      send();
    },
    onpaste(event) {
      const pasted = [...((event as ClipboardEvent).clipboardData?.files ?? [])];
      if (pasted.length === 0) return;
      event.preventDefault();
      void add(pasted);
    },
  });
  const picker = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    tabindex: -1,
    onchange() {
      void add([...(picker.files ?? [])]).then(() => input.focus());
      picker.value = '';
    },
  });
  const attach = h(
    'button',
    {
      class: 'round',
      type: 'button',
      'aria-label': `${words.attach}. ${limits}`,
      title: limits,
      onclick: () => picker.click(),
    },
    icon('clip'),
  );
  const element = h(
    'form',
    {
      class: 'foot',
      onsubmit(event) {
        event.preventDefault();
        send();
      },
    },
    note,
    chosen,
    h(
      'div',
      { class: 'write' },
      attach,
      picker,
      input,
      h('button', { class: 'round go', type: 'submit', 'aria-label': words.send }, icon('send')),
    ),
  );
  input.value = keep.kept.draft;

  function send(): void {
    const text = input.value.trim();
    input.focus();
    if (!text && files.length === 0) return;
    chat.write(text, files);
    clear();
    onSent();
  }

  function clear(): void {
    [files, input.value, keep.kept.draft] = [[], '', ''];
    say('');
    showFiles();
    grow();
    keep.save();
  }

  async function add(added: File[]): Promise<void> {
    say('');
    for (const file of added) {
      const all = files.reduce((sum, { size }) => sum + size, file.size);
      if (files.length >= widgetLimits.attachments) return say(words.tooMany(widgetLimits.attachments));
      if (file.size > widgetLimits.file) {
        say(words.tooLarge(file.name, sizeIn(widgetLimits.file, language)));
        continue;
      }
      if (all > widgetLimits.files) return say(words.tooMuch(sizeIn(widgetLimits.files, language)));
      files = [
        ...files,
        { name: file.name || 'image.png', type: file.type, size: file.size, content: await contentOf(file) },
      ];
      showFiles();
    }
  }

  function showFiles(): void {
    chosen.hidden = files.length === 0;
    chosen.replaceChildren(
      ...files.map((file) =>
        h(
          'span',
          { class: 'file' },
          icon('clip', 16),
          h('span', { dir: 'auto' }, file.name),
          h('small', {}, sizeIn(file.size, language)),
          h(
            'button',
            { class: 'round', type: 'button', 'aria-label': words.remove(file.name), onclick: () => remove(file) },
            icon('close', 14),
          ),
        ),
      ),
    );
  }

  function remove(file: Unsent['attachments'][number]): void {
    files = files.filter((one) => one !== file);
    showFiles();
    input.focus();
  }

  function say(words: string): void {
    note.hidden = words === '';
    note.textContent = words;
  }

  function grow(): void {
    input.style.blockSize = 'auto';
    if (input.scrollHeight > 0) input.style.blockSize = `${input.scrollHeight + 2}px`;
  }

  return {
    element,
    clear,
    focus() {
      grow();
      input.focus();
    },
  };
}

/** The bytes of a file as base64. */
function contentOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
    reader.readAsDataURL(file);
  });
}
