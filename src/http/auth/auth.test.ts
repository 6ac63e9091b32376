import { createHmac } from 'node:crypto';
import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCompany, anApp, type Company, cookiesOf, type TestApp } from '#test/support/app.ts';

const origin = 'http://localhost';
let app: TestApp;
let company: Company;
beforeAll(async () => {
  app = await anApp();
  company = await aCompany(app, 'acme');
});
afterAll(() => app.close());

const post = (path: string, body: object, headers: Record<string, string> = { origin }) =>
  app.call('POST', `/api/auth${path}`, { body, headers });

describe('signing in', () => {
  it('finds its tables as our migrations made them, and wants nothing more', async () => {
    const wanted = await getMigrations(app.auth.options);
    expect(wanted.toBeCreated).toEqual([]);
    expect(wanted.toBeAdded).toEqual([]);
    expect(wanted.toBeAddedIndexes).toEqual([]);
  });

  it('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await post('/sign-in/email', { email: company.email.toUpperCase(), password: company.password });
    expect(answer.status).toBe(200);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^vizitka\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('sends the cookie over TLS alone where people come by https', async () => {
    const secure = await anApp({ origin: 'https://desk.example.com' });
    try {
      const { email, password } = await aCompany(secure, 'acme');
      const answer = await secure.call('POST', '/api/auth/sign-in/email', {
        body: { email, password },
        headers: { origin: secure.origin },
      });
      expect(answer.headers.getSetCookie()[0]).toContain('; Secure');
    } finally {
      await secure.close();
    }
  });

  it('is closed to people who would sign up by themselves', async () => {
    const answer = await post('/sign-up/email', { email: 'eve@example.com', password: 'long enough 1', name: 'Eve' });
    expect(answer.status).toBe(404);
  });

  it('is refused from another site', async () => {
    const cookie = company.browser.cookie ?? '';
    const answer = await post('/sign-out', {}, { origin: 'https://evil.example', cookie });
    expect(answer.status).toBe(403);
    expect((await app.call('GET', '/api/v1/me', { headers: company.browser })).status).toBe(200);
  });

  it('makes one who mistypes wait, and nobody else behind the same address', async () => {
    const guess = () => post('/sign-in/email', { email: 'nobody@example.com', password: 'wrong wrong' });
    const answers = [];
    for (let attempt = 0; attempt < 11; attempt++) answers.push((await guess()).status);
    expect(answers).toEqual([...Array<number>(10).fill(401), 429]);
    const other = await post('/sign-in/email', { email: company.email, password: company.password });
    expect(other.status).toBe(200);
  });
});

describe('one-time codes', () => {
  it('are asked for once they are switched on, and open once', async () => {
    const other = await aCompany(app, 'careful');
    const enabled = await post('/two-factor/enable', { password: other.password }, other.browser);
    const secret = new URL(String(enabled.body.totpURI)).searchParams.get('secret') ?? '';
    const code = codeOf(fromBase32(secret));
    expect((await post('/two-factor/verify-totp', { code: '000000' }, other.browser)).status).toBe(401);
    expect((await post('/two-factor/verify-totp', { code }, other.browser)).status).toBe(200);

    const password = await post('/sign-in/email', { email: other.email, password: other.password });
    expect(password.body).toMatchObject({ twoFactorRedirect: true });
    const headers = { origin, cookie: cookiesOf(password) };
    expect((await app.call('GET', '/api/v1/me', { headers })).status).toBe(401);
    const again = await post('/two-factor/verify-totp', { code }, headers);
    expect(again.status).toBe(401);
    expect((await app.call('GET', '/api/v1/me', { headers: { cookie: cookiesOf(again) } })).status).toBe(401);
  });
});

// RFC 6238 with RFC 4226, 5.3: six digits for this half minute.
function codeOf(secret: Buffer): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', secret).update(step).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

// RFC 4648, 6: the secret as authenticator apps take it.
function fromBase32(text: string): Buffer {
  const bits = [...text]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
