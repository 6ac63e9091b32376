import { allowInsecureRequests, type Configuration, customFetch } from 'openid-client';

/** Milliseconds for one request to a provider. */
const patience = 8_000;

/** Makes the library's requests impatient, and plain http possible where the address itself says so: a provider of the private network. */
export function ready(config: Configuration, address: string): Configuration {
  config[customFetch] = (url, { signal: _, ...options }) =>
    fetch(url, { ...options, redirect: 'error', signal: AbortSignal.timeout(patience) } as RequestInit);
  if (address.startsWith('http:')) allowInsecureRequests(config);
  return config;
}

/** A text of a provider's answer; null for anything else, or too much. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 500 ? value.trim() : null;
}
