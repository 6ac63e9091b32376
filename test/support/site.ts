import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A company's page on an address of its own, with the widget on it. */
export interface Site {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves one. Its policy allows what docs/channels/webchat.md says and nothing more.
 * @param vizitka where the widget comes from; @param given what the script tag says, and the page's language and direction.
 */
export async function aSite(
  vizitka: string,
  given: { workspace: string; channel: string; lang?: string; dir?: string },
): Promise<Site> {
  const { workspace, channel, lang = 'en', dir = 'ltr' } = given;
  const policy = `default-src 'none'; script-src ${vizitka}; connect-src ${vizitka}; require-trusted-types-for 'script'`;
  const page = `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Shop</title><script src="${vizitka}/widget.js" data-workspace="${workspace}" data-channel="${channel}" async></script></head>
    <body><main><h1>Shop</h1><p>Things to buy.</p></main></body></html>`;
  const server = createServer((request, response) => {
    const isPage = request.url === '/';
    response.writeHead(isPage ? 200 : 204, { 'content-type': 'text/html', 'content-security-policy': policy });
    response.end(isPage ? page : undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}
