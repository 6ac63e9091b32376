import type { JWTPayload } from 'jose';
import { type CanonicalValue, canonicalValue } from './canonical.ts';

/** Characters of a claim that are read: what is longer is no name, address or number. */
const longest = 2_000;

/**
 * The identifiers that a signed identity vouches for, with the names of OpenID Connect's claims (Core 1.0, section 5.1): `sub`, `email` and
 * `phone_number` unless they are said to be unverified. Each carries the `name`.
 */
export function signedValues(
  claims: JWTPayload & { sub: string },
  country: string | null,
): { value: CanonicalValue; name: string | null }[] {
  const name = textOf(claims.name)?.slice(0, 500) ?? null;
  const email = claims.email_verified === false ? null : textOf(claims.email);
  const phone = claims.phone_number_verified === false ? null : textOf(claims.phone_number);
  return [
    { kind: 'subject' as const, value: claims.sub },
    ...(email ? [{ kind: 'email' as const, value: email }] : []),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
  ].map((said) => ({ value: canonicalValue(said, country), name }));
}

function textOf(claim: unknown): string | null {
  return typeof claim === 'string' && claim.trim() !== '' && claim.length <= longest ? claim.trim() : null;
}
