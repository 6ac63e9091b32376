import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A company's own address on this machine: keeps what is posted to it and answers what the test says. */
export interface WebhookReceiver {
  url: string;
  got: { headers: IncomingHttpHeaders; body: string }[];
  /** The next answers, in order; 200 when there are none left. `hangs`: none at all. */
  answers: { status?: number; body?: string; headers?: Record<string, string>; hangs?: boolean }[];
  close(): Promise<void>;
}

export async function aWebhookReceiver(): Promise<WebhookReceiver> {
  const got: WebhookReceiver['got'] = [];
  const answers: WebhookReceiver['answers'] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push({ headers: request.headers, body });
      const { status = 200, body: said = '', headers = {}, hangs = false } = answers.shift() ?? {};
      if (!hangs) response.writeHead(status, headers).end(said);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/replies`,
    got,
    answers,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
