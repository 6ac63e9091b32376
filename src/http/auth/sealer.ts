import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Sealer } from '#domain/identity/sealer.ts';

/**
 * Seals with keys derived from the installation's secret (RFC 5869), one for encrypting and one for marks. A sealed text is its version,
 * nonce, tag and ciphertext, in base64url (AES-256-GCM, NIST SP 800-38D).
 */
export function makeSealer(secret: string): Sealer {
  const key = derived(secret, 'vizitka: sealed settings');
  const markKey = derived(secret, 'vizitka: marks');
  return {
    seal(text, about) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url')}`;
    },
    open(sealed, about) {
      const bytes = sealed.startsWith('v1.') ? Buffer.from(sealed.slice(3), 'base64url') : Buffer.alloc(0);
      if (bytes.length < 28) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
        decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        return null; // touched, or of another key
      }
    },
    mark: (text, about) => createHmac('sha256', markKey).update(`${about}\u0000${text}`).digest(),
  };
}

function derived(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}
