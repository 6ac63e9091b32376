import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChannel } from '#domain/intake/create-channel.ts';
import { aCompany } from '../support/app.ts';
import { type AttackedCompany, anAttackedCompany } from '../support/attacked-company.ts';

let victim: AttackedCompany;
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
beforeAll(async () => {
  victim = await anAttackedCompany();
  const body = { algorithm: 'RS256', key: pem, audience: 'victim', issuer: null, maxAge: 600 };
  await victim.app.call('PUT', '/api/v1/signed-identity', { headers: victim.company.key, body });
});
afterAll(() => victim.app.close());

describe('A token', () => {
  const seconds = () => Math.floor(Date.now() / 1_000);
  const fresh = () => ({ sub: 'jana', aud: 'victim', iat: seconds(), exp: seconds() + 300 });
  const signed = (claims: Record<string, unknown>, alg = 'RS256', key: Parameters<SignJWT['sign']>[0] = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg }).sign(key);
  const forged: Record<string, () => Promise<string> | string> = {
    expired: () => signed({ ...fresh(), iat: seconds() - 900, exp: seconds() - 300 }),
    unsigned: () => new UnsecuredJWT(fresh()).encode(),
    wrongAudience: () => signed({ ...fresh(), aud: 'another workspace' }),
    wrongAlgorithm: () => signed(fresh(), 'HS256', Buffer.from(pem)), // the public key as a shared secret
    badSignature: () => signed(fresh(), 'RS256', generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey),
    notYetValid: () => signed({ ...fresh(), nbf: seconds() + 120 }),
    missingClaim: () => signed({ sub: 'jana', aud: 'victim', iat: seconds() }), // no end
    livesTooLong: () => signed({ ...fresh(), exp: seconds() + 86_400 }),
    malformed: () => 'eyJhbGciOiJSUzI1NiJ9.e30',
  };

  for (const [problem, make] of Object.entries(forged)) {
    test(`that is ${problem} is no identity: the message is kept, a claim, and says why`, async () => {
      const before = await victim.everything();
      const { told } = await victim.say({ identity: await make() });
      expect(told).toMatchObject({ result: 'accepted', contactId: null });
      expect(await victim.linkedTo(told.id)).toBeNull();
      const { body } = await victim.app.call('GET', `/api/v1/conversations/${told.id}/entries`, {
        headers: victim.company.key,
      });
      expect((body.items as { warnings: string[] }[])[0]?.warnings).toEqual([
        expect.stringMatching(new RegExp(`^signedIdentity\\.${problem}: `)),
      ]);
      expect(await victim.everything()).toEqual(before);
    });
  }

  test('that counts for nothing takes the trust of what comes with it, too', async () => {
    const trusting = await victim.channel('custom', { ownTrust: 'channel', otherTrust: 'channel' });
    const said = (more: object) => ({
      from: { kind: 'subject', value: 'jana' },
      also: [{ kind: 'email', value: 'jana@example.cz' }],
      conversation: JSON.stringify(more),
      ...more,
    });
    expect((await victim.say(said({}), trusting)).told.contactId).toBe(victim.jana);
    const identity = await forged.expired?.();
    expect((await victim.say({ ...said({ identity }), conversation: 'expired' }, trusting)).told.contactId).toBeNull();
  });

  test('that is good is the client, also a second time within its life, and elsewhere it is nobody', async () => {
    const identity = await signed({ ...fresh(), sub: 'signed-petr', name: 'Petr', customer_no: '555' });
    const [first, again] = [await victim.say({ identity }), await victim.say({ identity })];
    expect(first.told.contactId).toEqual(expect.any(Number));
    expect(again.told.contactId).toBe(first.told.contactId);
    const other = await aCompany(victim.app, 'other');
    const { id } = await victim.app.database.inWorkspace(other.workspaceId, (tx) =>
      createChannel(tx, other.system, { kind: 'webchat', name: 'Chat' }),
    );
    const body = { id: 'x', at: '2026-05-04T10:00:00Z', from: { kind: 'browser', value: 'b' }, identity };
    const set = { algorithm: 'RS256', key: pem, audience: 'other', issuer: null, maxAge: 600 };
    await victim.app.call('PUT', '/api/v1/signed-identity', { headers: other.key, body: set });
    const answer = await victim.app.call('POST', `/api/v1/channels/${id}/inbound`, { headers: other.key, body });
    expect((answer.body.items as { contactId: unknown }[])[0]?.contactId).toBeNull();
  });

  test('never reveals its secret: not in the answer, not in the store, not in the log', async () => {
    const key = 'quizzaciously secret shared secret 32+';
    const set = { algorithm: 'HS256', key, audience: 'victim', issuer: null, maxAge: 600 };
    const third = await aCompany(victim.app, 'third');
    const answers = [
      await victim.app.call('PUT', '/api/v1/signed-identity', { headers: third.key, body: set }),
      await victim.app.call('GET', '/api/v1/signed-identity', { headers: third.key }),
      await victim.app.call('PUT', '/api/v1/signed-identity', {
        headers: third.key,
        body: { ...set, key: 'too short, quizzaciously' },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 422]);
    expect(answers[1]?.body).toMatchObject({
      algorithm: 'HS256',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    const stored = await victim.app.database.inWorkspace(third.workspaceId, (tx) =>
      tx.selectFrom('workspace').selectAll().execute(),
    );
    const said = [...answers.map(({ text }) => text), JSON.stringify(stored), ...victim.app.logged].join('\n');
    expect(said).not.toContain('quizzaciously');
    const claims = { sub: 'jana', aud: 'victim', iat: seconds(), exp: seconds() + 60 };
    const { id } = await victim.app.database.inWorkspace(third.workspaceId, (tx) =>
      createChannel(tx, third.system, { kind: 'webchat', name: 'Chat' }),
    );
    const body = {
      id: 'x',
      at: '2026-05-04T10:00:00Z',
      from: { kind: 'browser', value: 'b' },
      identity: await signed(claims, 'HS256', Buffer.from(key)),
    };
    const answer = await victim.app.call('POST', `/api/v1/channels/${id}/inbound`, { headers: third.key, body });
    expect((answer.body.items as { contactId: unknown }[])[0]?.contactId).toEqual(expect.any(Number));
  });

  test('asks for a public key: a private one is refused, and so is one of another algorithm', async () => {
    const wrong = [
      { algorithm: 'RS256', key: privateKey.export({ type: 'pkcs8', format: 'pem' }) },
      { algorithm: 'RS256', key: JSON.stringify(privateKey.export({ format: 'jwk' })) },
      { algorithm: 'ES256', key: pem },
      { algorithm: 'EdDSA', key: 'no key' },
      {
        algorithm: 'RS256',
        key: generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey.export({ type: 'spki', format: 'pem' }),
      },
    ];
    for (const given of wrong) {
      const body = { audience: 'victim', issuer: null, maxAge: 600, ...given };
      expect(
        (await victim.app.call('PUT', '/api/v1/signed-identity', { headers: victim.company.key, body })).status,
      ).toBe(422);
    }
  });
});
