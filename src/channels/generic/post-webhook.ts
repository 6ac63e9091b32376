import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { PrivateAddress, publicLookup, refusePrivateHost } from './public-address.ts';

/** So many characters of the answer are read. */
const mostRead = 64_000;

/** What the other side answered. */
export interface WebhookAnswer {
  status: number;
  text: string;
}

/**
 * Posts JSON to a company's own address. Never follows a redirection, never reaches a private network, but for hosts that are allowed by name; plain http
 * only there.
 * @param options `allowedHosts`; `patience`: milliseconds for all of it.
 * @throws PrivateAddress; whatever a connection throws.
 */
export async function postWebhook(
  target: string,
  body: string,
  headers: Record<string, string>,
  { allowedHosts, patience }: { allowedHosts: readonly string[]; patience: number },
): Promise<WebhookAnswer> {
  const url = new URL(target);
  const isAllowed = allowedHosts.includes(url.hostname);
  if (!isAllowed) {
    if (url.protocol !== 'https:') throw new PrivateAddress(`${url.hostname} without https`);
    refusePrivateHost(url.hostname);
  }
  const { promise, resolve, reject } = Promise.withResolvers<WebhookAnswer>();
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    agent: false, // a connection of its own: none is kept that was made for another name
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(patience),
    ...(isAllowed ? {} : { lookup: publicLookup }),
  });
  request.on('error', reject);
  request.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => {
      text += part;
      if (text.length <= mostRead) return;
      resolve({ status: response.statusCode ?? 0, text: '' }); // nothing that we asked for
      request.destroy();
    });
    response.on('error', reject);
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
  });
  request.end(body);
  return promise;
}
