import { generateKeyPairSync } from 'node:crypto';
import { type JWTHeaderParameters, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { identityCheck, type KeptSignedIdentity, tokenWarning } from './signed-identity.ts';

const now = new Date('2026-05-04T10:00:00Z');
const seconds = now.getTime() / 1_000;
const claims = { sub: 'jana', aud: 'vizitka', iat: seconds, exp: seconds + 300 };
const keys = {
  EdDSA: generateKeyPairSync('ed25519'),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: generateKeyPairSync('rsa', { modulusLength: 2_048 }),
};
const pem = (key: keyof typeof keys) => keys[key].publicKey.export({ type: 'spki', format: 'pem' }) as string;
const setting = (given: Partial<KeptSignedIdentity>): KeptSignedIdentity => ({
  algorithm: 'EdDSA',
  key: pem('EdDSA'),
  fingerprint: '',
  audience: 'vizitka',
  issuer: null,
  maxAge: 600,
  ...given,
});
const signed = (
  payload: Record<string, unknown>,
  key: Parameters<SignJWT['sign']>[0] = keys.EdDSA.privateKey,
  header: JWTHeaderParameters = { alg: 'EdDSA' },
) => new SignJWT(payload).setProtectedHeader(header).sign(key);
const problemOf = async (token: string, given: Partial<KeptSignedIdentity> = {}) => {
  const checked = await identityCheck(setting(given)).check(token, now);
  return 'problem' in checked ? checked.problem : null;
};

describe('A signed identity', () => {
  test('is believed in each algorithm a workspace may choose, from PEM, JWK or a shared secret', async () => {
    for (const algorithm of ['EdDSA', 'ES256', 'RS256'] as const) {
      const token = await signed(claims, keys[algorithm].privateKey, { alg: algorithm });
      expect(await problemOf(token, { algorithm, key: pem(algorithm) })).toBeNull();
      const jwk = JSON.stringify(keys[algorithm].publicKey.export({ format: 'jwk' }));
      expect(await problemOf(token, { algorithm, key: jwk })).toBeNull();
    }
    const secret = 'a shared secret of forty characters long';
    const token = await signed(claims, Buffer.from(secret), { alg: 'HS256' });
    expect(await problemOf(token, { algorithm: 'HS256', key: secret })).toBeNull();
  });

  test('counts for nothing unsigned, and with another algorithm than the workspace’s, whatever it says of itself', async () => {
    const unsecured = new UnsecuredJWT(claims).encode();
    expect(await problemOf(unsecured)).toBe('unsigned');
    const [header, payload] = (await signed(claims)).split('.');
    expect(await problemOf(`${header}.${payload}.`)).toBe('unsigned');
    const rsa = { algorithm: 'RS256', key: pem('RS256') } as const;
    const confused = await signed(claims, Buffer.from(pem('RS256')), { alg: 'HS256' });
    expect(await problemOf(confused, rsa)).toBe('wrongAlgorithm');
    expect(await problemOf(await signed(claims), rsa)).toBe('wrongAlgorithm');
  });

  test('counts for nothing with another key, or touched', async () => {
    const other = generateKeyPairSync('ed25519');
    expect(await problemOf(await signed(claims, other.privateKey))).toBe('badSignature');
    const [header, , signature] = (await signed(claims)).split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, sub: 'eva' })).toString('base64url');
    expect(await problemOf(`${header}.${payload}.${signature}`)).toBe('badSignature');
    expect(await problemOf('no token')).toBe('malformed');
  });

  test('is meant for this audience, by this issuer, and for now', async () => {
    const problems = {
      wrongAudience: { ...claims, aud: 'elsewhere' },
      wrongIssuer: { ...claims, iss: 'https://other.example.com' },
      expired: { ...claims, iat: seconds - 400, exp: seconds - 31 },
      notYetValid: { ...claims, nbf: seconds + 31 },
      livesTooLong: { ...claims, exp: seconds + 3_600 },
    };
    const issuer = 'https://shop.example.com';
    for (const [problem, payload] of Object.entries(problems))
      expect(await problemOf(await signed({ iss: issuer, ...payload }), { issuer }), problem).toBe(problem);
    expect(await problemOf(await signed({ ...claims, iat: seconds + 60, exp: seconds + 90 }))).toBe('notYetValid');
    expect(await problemOf(await signed({ ...claims, exp: seconds - 20 }))).toBeNull(); // clocks differ
  });

  test('says who, from when, and until when', async () => {
    for (const claim of ['sub', 'iat', 'exp'] as const) {
      const { [claim]: _, ...rest } = claims;
      expect(await problemOf(await signed(rest)), claim).toBe('missingClaim');
    }
    expect(await problemOf(await signed({ ...claims, aud: undefined }))).toBe('wrongAudience');
    expect(await problemOf(await signed({ ...claims, sub: ' ' }))).toBe('missingClaim');
  });

  test('counts for nothing where the workspace takes none, and every reason has its words', async () => {
    const token = await signed(claims);
    expect(await identityCheck(null).check(token)).toEqual({ problem: 'notConfigured' });
    expect(await identityCheck('keyUnreadable').check(token)).toEqual({ problem: 'keyUnreadable' });
    expect(tokenWarning('expired')).toBe(
      'signedIdentity.expired: The signed identity had expired. Nothing it says counts.',
    );
  });
});
