import { z } from 'zod';

/** Algorithms that a workspace may choose (RFC 7518, RFC 8037). One is set; a token that says another is refused. */
export const signingAlgorithms = ['EdDSA', 'ES256', 'RS256', 'HS256'] as const;

/** The workspace's setting. `key`: a public key as PEM (SPKI) or JWK, or for HS256 the shared secret of 32 bytes or more. */
export const SignedIdentityInput = z.strictObject({
  algorithm: z.enum(signingAlgorithms),
  key: z.string().min(1).max(10_000),
  audience: z.string().trim().min(1).max(500),
  issuer: z.string().trim().min(1).max(500).nullable().default(null),
  maxAge: z.number().int().min(30).max(86_400).default(600).meta({
    description: 'Seconds between iat and exp that are believed at most, with 30 s for clocks that differ.',
  }),
});
export type SignedIdentityInput = z.infer<typeof SignedIdentityInput>;

/** The setting as it is told: never with the key of HS256, only with a fingerprint. */
export const SignedIdentity = z.object({
  algorithm: z.enum(signingAlgorithms).nullable().meta({ description: 'Null: no signed identities are taken.' }),
  fingerprint: z.string().nullable().meta({ description: 'The first 16 hexadecimal digits of the key’s SHA-256.' }),
  audience: z.string().nullable(),
  issuer: z.string().nullable(),
  maxAge: z.number(),
});
export type SignedIdentity = z.infer<typeof SignedIdentity>;
