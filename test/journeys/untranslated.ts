import type {} from 'i18next'; // what the catalogues declare something for
import type { Page } from 'playwright-core';
import { cs } from '../../src/web/i18n/cs.ts';
import { en } from '../../src/web/i18n/en.ts';
import { enBegin } from '../../src/web/i18n/en-begin.ts';
import { enContactImport } from '../../src/web/i18n/en-contact-import.ts';
import { enDeskSettings } from '../../src/web/i18n/en-desk-settings.ts';
import { enSettings } from '../../src/web/i18n/en-settings.ts';

const english = leaves({ ...en, ...enBegin, ...enContactImport, ...enDeskSettings, ...enSettings });
const czech = new Set([...leaves(cs).values()]);
const plain = new Set([...english.values()].filter((text) => !text.includes('{{') && !czech.has(text)));
const patterns = [...english.values()]
  .filter((text) => text.includes('{{') && !czech.has(text) && /\p{L}{3}/u.test(text.replace(/\{\{\w+\}\}/gu, '')))
  .map(
    (text) =>
      new RegExp(
        `^${text
          .split(/\{\{\w+\}\}/u)
          .map(literally)
          .join('.+')}$`,
        'u',
      ),
  );

/** What stands on a Czech page, in sight or for screen readers, that is English of the catalogue, or the key of a word that nobody wrote. */
export async function untranslated(page: Page): Promise<string[]> {
  const texts = await page.evaluate(textsOfPage);
  return texts.filter(
    (text) =>
      plain.has(text) || english.has(text) || /\{\{|\}\}/u.test(text) || patterns.some((pattern) => pattern.test(text)),
  );
}

/** Runs in the page. */
function textsOfPage(): string[] {
  const found = new Set<string>();
  const add = (text: string | null | undefined) => {
    const read = text?.replace(/[^\S\u00a0]+/gu, ' ').trim();
    if (read) found.add(read);
  };
  add(document.title);
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (element.closest('script, style, svg, [lang]:not(html)') || element.getClientRects().length === 0) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) add(element.getAttribute(name));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) add(node.textContent);
    if (element.children.length === 0 || element.matches('button, a, h1, h2, h3, label, li, p, dt, dd'))
      add(element.textContent);
  }
  return [...found];
}

/** The words of a catalogue by their keys (`history.openNow`). */
function leaves(catalogue: object, before = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[before + key, value]] : [...leaves(value as object, `${before}${key}.`)],
    ),
  );
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
}
