import type { WidgetLanguage, WidgetSettings } from '#contract/widget.ts';
import { brandOf } from './brand.ts';
import { openChat } from './chat.ts';
import { h, icon, setAttribute } from './dom.ts';
import { invitationBubble } from './invitation.ts';
import { openKeep } from './keep.ts';
import { panel } from './panel.ts';
import { openServer } from './server.ts';
import type { Parameters } from './shown.ts';
import { styles } from './styles.ts';
import { wordsOf } from './words.ts';

/** What a page may call once `vizitka:ready` was sent to the document (docs/channels/webchat.md). */
interface Vizitka {
  open(): void;
  close(): void;
  identify(token: string | null): Promise<void>;
  set(parameters: Parameters): Promise<void>;
  consent(isGiven: boolean): void;
}

declare global {
  interface Window {
    vizitka?: Vizitka;
  }
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) void start(script, 0);

/** One script tag: `<script src="…/widget.js" data-workspace="demo" data-channel="ID" async>`. */
async function start(tag: HTMLScriptElement, tried: number): Promise<void> {
  const { workspace = '', channel = '' } = tag.dataset;
  const base = new URL(`widget/v1/${workspace}/${channel}`, tag.src).href;
  const keep = openKeep(channel);
  const server = openServer(base, () => keep.kept.session?.token ?? null);
  try {
    const settings = await server.get<WidgetSettings>('settings');
    if (document.body) show(tag, settings, server, keep);
    else addEventListener('DOMContentLoaded', () => show(tag, settings, server, keep));
  } catch {
    if (tried < 8) setTimeout(() => void start(tag, tried + 1), 2_000 * 2 ** tried);
  }
}

function show(
  tag: HTMLScriptElement,
  settings: WidgetSettings,
  server: ReturnType<typeof openServer>,
  keep: ReturnType<typeof openKeep>,
): void {
  const language = languageOf(tag, settings.languages);
  const told = { language, words: wordsOf(language) };
  const host = h('div', { id: 'vizitka', lang: language });
  const root = host.attachShadow({ mode: 'open' });
  paint(host, root, settings.brand, tag.dataset.scheme);
  const chat = openChat({ settings, server, keep, language, onChange: () => update() });
  const badge = h('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  const launcher = h('button', { class: 'launcher', type: 'button', onclick: () => open() }, icon('chat', 26), badge);
  const dialog = panel(chat, keep, told, () => close());
  dialog.element.hidden = true;
  const count = h('span', { class: 'unseen', role: 'status' });
  const invitation = invitationBubble(chat, told, () => open());
  invitation.element.classList.add('beside');
  root.append(launcher, invitation.element, count, dialog.element);
  document.body.append(host);

  function update(): void {
    const shown = chat.shown();
    dialog.update(shown);
    invitation.update(dialog.element.hidden ? shown.invitation : null);
    badge.hidden = shown.unread === 0;
    badge.textContent = String(shown.unread);
    const news = shown.unread === 0 ? '' : told.words.unread(shown.unread);
    if (count.textContent !== news) count.textContent = news;
    launcher.setAttribute('aria-label', news ? `${told.words.open}, ${news}` : told.words.open);
  }

  function open(withFocus = true): void {
    toggle(true);
    chat.saw(true);
    dialog.scrollDown();
    if (withFocus) dialog.focus();
  }

  function close(): void {
    const hadFocus = dialog.element.contains(root.activeElement);
    toggle(false);
    chat.saw(false);
    if (hadFocus) launcher.focus();
  }

  function toggle(isOpen: boolean): void {
    setAttribute(host, 'data-open', isOpen);
    dialog.element.hidden = !isOpen;
    launcher.hidden = isOpen;
    update();
    sayModal();
  }

  const small = matchMedia('(max-width: 640px)');
  function sayModal(): void {
    setAttribute(dialog.element, 'aria-modal', small.matches && 'true');
  }
  small.addEventListener('change', sayModal);

  update();
  if (keep.kept.isOpen) open(false);
  window.vizitka = { open: () => open(), close, identify: chat.identifyOnSite, set: chat.set, consent: chat.consent };
  document.dispatchEvent(new CustomEvent('vizitka:ready'));
}

/** The script tag's own word, else the page's, else the browser's, of those the channel speaks. */
function languageOf(tag: HTMLScriptElement, spoken: WidgetLanguage[]): WidgetLanguage {
  const wanted = [tag.dataset.language, document.documentElement.lang, ...navigator.languages].map((one) =>
    one?.slice(0, 2).toLowerCase(),
  );
  return wanted.flatMap((one) => spoken.find((language) => language === one) ?? [])[0] ?? spoken[0] ?? 'en';
}

/** Its looks come as a sheet that is made here: no policy of the page has to allow styles for it. */
function paint(host: HTMLElement, root: ShadowRoot, colour: string, scheme: string | undefined): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const { ground, text, onLight, onDark } = brandOf(colour);
  const names = { '--brand': ground, '--on-brand': text, '--brand-light': onLight, '--brand-dark': onDark };
  for (const [name, value] of Object.entries(names)) host.style.setProperty(name, value);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => {
    host.dataset.scheme = scheme === 'light' || scheme === 'dark' ? scheme : dark.matches ? 'dark' : 'light';
  };
  dark.addEventListener('change', follow);
  follow();
}
