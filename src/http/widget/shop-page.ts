import { randomBytes } from 'node:crypto';
import type { Handler } from 'hono';
import type { Shop } from '../door.ts';

/**
 * An invented company's page with the widget on it, as its visitors see it: for the demo alone. Its policy allows no more than docs/channels/webchat.md tells a site
 * to allow.
 */
export function shopPage({ workspace, channelId }: Shop): Handler {
  return (context) => {
    const nonce = randomBytes(16).toString('base64');
    const wanted = context.req.query('lang') ?? context.req.header('accept-language') ?? '';
    const language = /^cs/i.test(wanted) ? 'cs' : 'en';
    context.header('content-security-policy', policy(nonce));
    context.header('cross-origin-opener-policy', 'same-origin-allow-popups'); // a visitor's sign-in
    context.header('cache-control', 'no-store'); // a nonce serves one answer
    return context.html(page(language, nonce, { workspace, channelId }));
  };
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

const texts = {
  en: {
    title: 'Moving house',
    nav: ['Electricity', 'Gas', 'Moving house', 'Contact'],
    other: ['cs', 'Česky'],
    crumb: 'Home / Moving house',
    heading: 'Moving? Your energy moves with you.',
    lead: 'A meter reading and the day of the handover are enough. We see to the rest, and send the final invoice within ten days.',
    steps: [
      ['Read the meter', 'On the day of the handover, take a picture of both meters.'],
      ['Write to us', 'In the chat, by e-mail or by phone. A person always answers.'],
      ['Sign the handover', 'You sign on your phone; we want no paper.'],
    ],
    note: 'Bystřina is invented. This page belongs to the demo of Vizitka: what you write in its chat arrives at the desk.',
  },
  cs: {
    title: 'Stěhování',
    nav: ['Elektřina', 'Plyn', 'Stěhování', 'Kontakt'],
    other: ['en', 'English'],
    crumb: 'Domů / Stěhování',
    heading: 'Stěhujete se? Energie půjdou s vámi.',
    lead: 'Stačí stav měřidla a datum předání. O zbytek se postaráme my, konečnou fakturu pošleme do deseti dnů.',
    steps: [
      ['Odečtěte měřidlo', 'V den předání bytu vyfoťte stav elektroměru i plynoměru.'],
      ['Napište nám', 'V chatu, e‑mailem nebo po telefonu. Odpovídá vždy člověk.'],
      ['Podepište předání', 'Protokol podepíšete na mobilu, papíry nechceme.'],
    ],
    note: 'Bystřina je vymyšlená. Stránka patří k ukázce Vizitky: co napíšete do chatu, přijde na její plochu.',
  },
} as const;

function page(language: 'en' | 'cs', nonce: string, { workspace, channelId }: Shop): string {
  const { title, nav, other, crumb, heading, lead, steps, note } = texts[language];
  const step = ([name, text]: readonly [string, string], n: number) =>
    `<section><b>${n + 1}</b><h2>${name}</h2><p>${text}</p></section>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Bystřina</title>
<style nonce="${nonce}">${styles}</style>
<script src="/widget.js" data-workspace="${workspace}" data-channel="${channelId}" async></script>
</head>
<body>
<header><strong>Bystřina</strong><nav>${nav.map((name) => `<span>${name}</span>`).join('')}</nav><a href="?lang=${other[0]}" lang="${other[0]}">${other[1]}</a></header>
<main><p class="crumb">${crumb}</p><h1>${heading}</h1><p class="lead">${lead}</p>
<div class="steps">${steps.map(step).join('')}</div><p class="note">${note}</p></main>
</body>
</html>`;
}

const styles = `
:root { color-scheme: light dark; --ink: light-dark(#1d2a2c, #e6eeee); --soft: light-dark(#3d5053, #b5c4c6); --brand: light-dark(#14606b, #7fd0dc); }
body { margin: 0; padding: 0 24px; background: light-dark(#fff, #10181a); color: var(--ink); font: 16px/1.6 'Inter Variable', Inter, system-ui, sans-serif; }
header, main { max-width: 1040px; margin-inline: auto; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 32px; min-height: 76px; }
header strong { color: var(--brand); font-size: 22px; letter-spacing: -.03em; }
nav { display: flex; flex: 1; flex-wrap: wrap; gap: 6px 28px; color: var(--soft); font-size: 14px; }
header a { color: var(--brand); font-size: 14px; }
.crumb { margin: 48px 0 0; color: var(--soft); font-size: 13px; }
h1 { max-width: 620px; margin: 14px 0 18px; font-size: clamp(30px, 6vw, 44px); line-height: 1.12; letter-spacing: -.03em; text-wrap: balance; }
.lead { max-width: 600px; color: var(--soft); font-size: 18px; }
.steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 28px; max-width: 800px; margin-top: 48px; }
.steps section { padding-top: 14px; border-top: 2px solid var(--brand); }
.steps b { color: var(--brand); font-size: 14px; }
.steps h2 { margin: 6px 0 4px; font-size: 16px; }
.steps p { margin: 0; color: var(--soft); font-size: 14px; }
@media (max-width: 640px) { nav { visibility: hidden; height: 0; } }
.note { max-width: 600px; margin: 64px 0 120px; color: var(--soft); font-size: 13px; }
`;
