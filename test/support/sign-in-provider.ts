import { randomUUID } from 'node:crypto';
import { Events, OAuth2Server } from 'oauth2-mock-server';

/** Google and Facebook on this machine: an issuer of OpenID Connect, and a dialog with a Graph API that knows each code once. */
export interface LocalProvider {
  url: string;
  /** Whom the next ID tokens name, and anything else that they claim. */
  person: Record<string, unknown>;
  /** Whom Facebook's tokens stand for. */
  facebook: Record<string, unknown>;
  /** What the tokens of the next answer alone claim instead. */
  once(claims: Record<string, unknown>): void;
  stop(): Promise<void>;
}

export async function aLocalProvider(): Promise<LocalProvider> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  const { port } = server.address();
  const url = `http://localhost:${port}`;
  server.issuer.url = url;
  let instead: Record<string, unknown> = {};
  const local: LocalProvider = {
    url,
    person: { sub: '1098', name: 'Jana Horáková', email: 'jana@gmail.com', email_verified: true },
    facebook: { id: 'fb-7', name: 'Jana H.', email: 'jana@example.cz' },
    once(claims) {
      instead = claims;
    },
    stop: () => server.stop(),
  };
  server.service.on(Events.BeforeTokenSigning, ({ payload }) => {
    for (const [name, value] of Object.entries(local.person)) payload[name] ??= value;
    payload.sub = local.person.sub;
    Object.assign(payload, instead);
  });
  server.service.on(Events.BeforeResponse, () => {
    instead = {};
  });
  speakAsFacebook(server, local);
  return local;
}

function speakAsFacebook({ service }: OAuth2Server, local: LocalProvider): void {
  const codes = new Set<string>();
  service.addRoute('GET', '/dialog/oauth', (request, response) => {
    const asked = new URL(request.url ?? '', local.url).searchParams;
    const back = new URL(asked.get('redirect_uri') ?? '');
    const code = randomUUID();
    codes.add(code);
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
    response.writeHead(302, { location: back.href }).end();
  });
  service.addRoute('POST', '/oauth/access_token', (request, response) => {
    const given = (request as unknown as { body: Record<string, string> }).body; // read by the server before
    const isKnown = codes.delete(given.code ?? '') && given.code_verifier && given.client_secret;
    const said = isKnown ? { access_token: 'token', token_type: 'bearer' } : { error: 'invalid_grant' };
    response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  });
  service.addRoute('GET', '/me', (request, response) => {
    const isSigned = new URL(request.url ?? '', local.url).searchParams.has('appsecret_proof');
    response
      .writeHead(isSigned ? 200 : 400, { 'content-type': 'application/json' })
      .end(JSON.stringify(local.facebook));
  });
}
