/** The widget's looks, for its shadow root: nothing of the page reaches in, nothing of it reaches out. Logical properties, for pages that read from the right. */
export const styles = `
:host { all: initial; position: fixed; z-index: 2147483000; inset-block-end: 24px; inset-inline-end: 24px; color-scheme: light;
  font: 14px/1.5 'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  --surface: #fff; --card: #fff; --line: #dde1e7; --soft: #e9ecf0; --edge: #7f8895; --text: #161b23; --text-2: #465060; --text-3: #5d6775; --them: #f1f3f6; --sunken: #f6f7f9;
  --accent: #2448c4; --danger: #b3261e; --verified: #0a6e41; --verified-soft: #dff3e7; --warn: #6f3b00; --warn-soft: #fff1d6; --brand-ink: var(--brand-light);
  --shadow: 0 0 0 1px rgb(22 27 35 / 10%), 0 24px 64px rgb(22 27 35 / 26%); color: var(--text); }
:host([data-scheme='dark']) { color-scheme: dark; --surface: #161b20; --card: #1e252c; --line: #2b333c; --soft: #242b33; --edge: #8a95a2; --text: #e9ecf0; --text-2: #b3bcc7; --text-3: #9ba6b3;
  --them: #242b33; --sunken: #1e252c; --accent: #9db2ff; --danger: #ff9d94; --verified: #6fd8a2; --verified-soft: #12352a; --warn: #ffd08a; --warn-soft: #3a2b10; --brand-ink: var(--brand-dark);
  --shadow: 0 0 0 1px rgb(255 255 255 / 14%), 0 24px 64px rgb(0 0 0 / 60%); }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
button, input, textarea, select { font: inherit; color: inherit; margin: 0; }
h2, p, dl, dd { margin: 0; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.icon { flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launcher { position: relative; display: grid; place-items: center; inline-size: 56px; block-size: 56px; padding: 0; border: 0; border-radius: 50%; background: var(--brand); color: var(--on-brand);
  box-shadow: 0 0 0 1px rgb(255 255 255 / 22%), 0 6px 20px rgb(22 27 35 / 28%); cursor: pointer; }
.launcher:focus-visible { outline-offset: 3px; }
.badge { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-inline-size: 22px; padding: 0 6px; border-radius: 11px; background: #b3261e; color: #fff; font-size: 12px; font-weight: 600; line-height: 22px; text-align: center; }
.panel { display: flex; flex-direction: column; inline-size: 372px; block-size: 700px; max-block-size: calc(100vh - 48px); border-radius: 12px; overflow: hidden; background: var(--surface); color: var(--text); box-shadow: var(--shadow); }
.head { display: flex; flex: none; align-items: center; gap: 10px; padding: 12px 14px; padding-inline-end: 10px; background: var(--brand); color: var(--on-brand); }
.head > div { flex: 1; min-inline-size: 0; }
.head b { display: block; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.head small { display: block; font-size: 12px; line-height: 16px; }
.mark { display: grid; flex: none; place-items: center; inline-size: 34px; block-size: 34px; border-radius: 50%; background: #fff; color: var(--brand-light); font-weight: 700; }
.round { display: grid; flex: none; place-items: center; inline-size: 36px; block-size: 36px; padding: 0; border: 0; border-radius: 8px; background: none; color: var(--text-2); cursor: pointer; }
.head .round { color: inherit; }
.head :focus-visible { outline-color: currentColor; outline-offset: -2px; }
.bar { display: flex; flex: none; align-items: center; gap: 6px; padding: 7px 14px; font-size: 12px; line-height: 16px; }
.bar > span { flex: 1; }
.signed { background: var(--verified-soft); color: var(--verified); }
.away { background: var(--warn-soft); color: var(--warn); }
.link { padding: 4px 0; border: 0; background: none; color: inherit; font-size: 12px; text-decoration: underline; text-underline-offset: 2px; cursor: pointer; }
.body { display: flex; flex: 1; flex-direction: column; min-block-size: 0; overflow: auto; overscroll-behavior: contain; }
.page { display: flex; flex-direction: column; gap: 12px; padding: 18px 16px; }
.page h2 { font-size: 20px; font-weight: 600; line-height: 26px; letter-spacing: -.014em; text-wrap: balance; }
.page h2 + p { margin-block-start: -8px; color: var(--text-2); }
.done { flex: 1; align-items: center; justify-content: center; text-align: center; }
.done h2 + p { margin: 0; }
.tick { display: grid; place-items: center; inline-size: 52px; block-size: 52px; border-radius: 50%; background: var(--verified-soft); color: var(--verified); }
.thread { display: flex; flex: 1 0 auto; flex-direction: column; justify-content: flex-end; gap: 8px; padding: 16px; }
.said { display: grid; justify-items: start; gap: 3px; max-inline-size: 84%; }
.said.me { align-self: flex-end; justify-items: end; }
.words { max-inline-size: 100%; padding: 8px 12px; border-radius: 12px; border-end-start-radius: 4px; background: var(--them); overflow-wrap: anywhere; white-space: pre-wrap; }
.words a { color: inherit; }
.me .words { border-end-start-radius: 12px; border-end-end-radius: 4px; background: var(--brand); color: var(--on-brand); }
.who { padding: 0 2px; color: var(--text-3); font-size: 12px; line-height: 16px; }
.who.bad, .problem, .note.bad { color: var(--danger); }
.who .link { margin-inline-start: 6px; color: var(--accent); }
.file { display: inline-flex; align-items: center; gap: 6px; max-inline-size: 100%; padding: 6px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: var(--text); font-size: 13px; text-align: start; overflow-wrap: anywhere; }
button.file { cursor: pointer; }
.file small { color: var(--text-3); white-space: nowrap; }
.file .round { inline-size: 24px; block-size: 24px; }
.state { padding: 4px 0; color: var(--text-3); font-size: 12px; text-align: center; }
.dots { display: flex; gap: 4px; padding: 13px 14px; border-radius: 12px; border-end-start-radius: 4px; background: var(--them); }
.dots i { inline-size: 6px; block-size: 6px; border-radius: 50%; background: var(--text-3); }
.foot { flex: none; border-block-start: 1px solid var(--line); }
.files { display: flex; flex-wrap: wrap; gap: 6px; padding: 10px 12px 0; }
.note { padding: 8px 14px 0; color: var(--text-3); font-size: 12px; }
.write { display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px; }
.write textarea { flex: 1; min-inline-size: 0; max-block-size: 132px; padding: 8px 6px; border: 1px solid transparent; border-radius: 6px; background: none; line-height: 20px; resize: none; }
.write textarea::placeholder { color: var(--text-3); opacity: 1; }
.go { border-radius: 50%; background: var(--brand); color: var(--on-brand); }
.form { display: grid; gap: 12px; }
.field { display: grid; gap: 4px; }
.label { color: var(--text-2); font-size: 12px; font-weight: 500; line-height: 16px; }
.label small { font-size: inherit; font-weight: 400; color: var(--text-3); }
.input { inline-size: 100%; min-block-size: 40px; padding: 8px 10px; border: 1px solid var(--edge); border-radius: 6px; background: var(--surface); color: var(--text); }
.input:focus-visible { outline-offset: -1px; }
textarea.input { min-block-size: 84px; resize: vertical; }
.input[aria-invalid] { border-color: var(--danger); }
.problem { display: flex; align-items: center; gap: 4px; font-size: 12px; line-height: 16px; }
.check { display: flex; align-items: flex-start; gap: 10px; font-size: 13px; line-height: 20px; }
.check input { flex: none; inline-size: 18px; block-size: 18px; margin-block-start: 1px; accent-color: var(--brand-ink); }
.main { min-block-size: 40px; padding: 8px 14px; border: 0; border-radius: 6px; background: var(--brand); color: var(--on-brand); font-size: 13px; font-weight: 500; cursor: pointer; }
.main[aria-disabled] { opacity: .75; }
.quiet { min-block-size: 40px; padding: 8px 12px; border: 0; border-radius: 6px; background: none; color: var(--text-2); font-size: 13px; font-weight: 500; cursor: pointer; }
.outline { min-block-size: 40px; padding: 8px 20px; border: 1px solid var(--line); border-radius: 6px; background: var(--card); font-size: 13px; font-weight: 500; cursor: pointer; }
.main, .quiet { display: inline-flex; align-items: center; justify-content: center; gap: 6px; }
.sign-in { padding-inline: 12px; }
.ways { gap: 6px; padding-block: 12px 0; }
.middle { text-align: center; }
.hours { display: flex; align-items: center; gap: 8px; padding: 8px 12px; border-radius: 6px; background: var(--sunken); color: var(--text-2); font-size: 13px; }
.page h2 + .hours { margin: 0; color: var(--text-2); }
.when { min-inline-size: 0; margin: 0; padding: 0; border: 0; }
.when legend { padding: 0 0 4px; }
.slots { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
.slot { position: relative; display: grid; align-content: center; min-block-size: 48px; padding: 6px 12px; border: 1px solid var(--edge); border-radius: 6px; font-size: 12px; line-height: 16px; color: var(--text-2); cursor: pointer; }
.slot b { color: var(--text); font-size: 13px; font-weight: 500; }
.slot input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; cursor: pointer; }
.slot:has(:checked) { border-color: var(--brand-ink); box-shadow: inset 0 0 0 1px var(--brand-ink); }
.slot:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.slots .input, .slots > p { grid-column: 1 / -1; }
.called { background: var(--sunken); color: var(--text-2); }
.invitation { display: grid; gap: 8px; padding: 12px 14px; background: var(--card); color: var(--text); }
.invitation .from { display: flex; align-items: center; gap: 8px; font-size: 13px; }
.invitation .mark { inline-size: 28px; block-size: 28px; background: var(--brand); color: var(--on-brand); font-size: 13px; }
.invitation .buttons { display: flex; gap: 6px; }
.panel > .invitation { border-block-end: 1px solid var(--line); }
.beside { position: absolute; inset-block-end: 72px; inset-inline-end: 0; inline-size: 288px; border-radius: 12px; box-shadow: var(--shadow); }
.private { display: flex; align-items: center; justify-content: center; gap: 5px; color: var(--text-3); font-size: 12px; }
.small { color: var(--text-3); font-size: 12px; line-height: 16px; white-space: pre-line; }
.card { inline-size: 100%; border-radius: 4px; background: var(--card); box-shadow: 0 0 0 1px var(--line), 0 1px 2px rgb(22 27 35 / 7%); }
.card header { display: flex; align-items: center; gap: 8px; padding: 11px 14px; border-block-end: 1px solid var(--soft); font-size: 13px; font-weight: 600; }
.card .form, .card dl { display: grid; gap: 10px; margin: 0; padding: 12px 14px; }
.card .buttons { display: grid; grid-template-columns: 1fr auto; gap: 6px; }
.card dt { color: var(--text-3); font-size: 12px; }
.card dd { overflow-wrap: anywhere; }
.body > .private { margin: 8px 16px 0; }
.card .private { justify-content: flex-start; padding: 0 14px 12px; }
.card .end { padding: 0 14px 12px; color: var(--text-3); font-size: 12px; }
@media (max-width: 640px) {
  :host([data-open]) { inset: 0; }
  .panel { inline-size: 100%; block-size: 100%; max-block-size: none; border-radius: 0; box-shadow: none; }
  .write textarea, .input { font-size: 16px; }
}
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise 160ms cubic-bezier(.2, 0, 0, 1); }
  .dots i { animation: pulse 1.2s infinite; } .dots i:nth-child(2) { animation-delay: .15s; } .dots i:nth-child(3) { animation-delay: .3s; }
}
@media (hover: hover) { .round:hover { background: color-mix(in srgb, currentColor 12%, transparent); } .go:hover { background: var(--brand); } .quiet:hover, .outline:hover, button.file:hover { background: var(--sunken); } }
@media (forced-colors: active) { .slot:has(:checked) { outline: 3px solid; } .launcher, .main, .go, .words, .card, .invitation { border: 1px solid; } }
@media print { :host { display: none; } }
@keyframes rise { from { opacity: 0; translate: 0 8px; } }
@keyframes pulse { 40% { opacity: .35; } }
`;
