import { parentPort } from 'node:worker_threads';
import { incomingLimits } from '#contract/incoming-message.ts';
import { htmlToText } from './html-to-text.ts';
import { sanitizeHtml } from './sanitize-html.ts';

/** HTML as it may be shown, and what it reads as; both within the limits of a message. */
export interface CleanHtml {
  html: string;
  text: string;
}

/** What the worker says: that it is up, or what it made. */
export type HtmlWorkerWord = 'ready' | CleanHtml;

const port = parentPort;
port?.on('message', (given: string) => {
  const whole = sanitizeHtml(given);
  const html = whole.slice(0, incomingLimits.html).toWellFormed();
  const text = htmlToText(html).trim().slice(0, incomingLimits.text).toWellFormed();
  port.postMessage({ html, text } satisfies HtmlWorkerWord);
});
port?.postMessage('ready' satisfies HtmlWorkerWord);
