import { setNonce } from 'get-nonce';

/**
 * What the content security policy asks of the page, before anything else runs: the nonce of this response for the styles that
 * libraries write (Mantine by `getStyleNonce`, the scroll lock of dialogs by get-nonce), and a default policy of Trusted Types that
 * lets style text pass and refuses every string with markup in it.
 */
export function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

interface PolicyFactory {
  createPolicy(name: string, rules: Record<'createHTML', (text: string) => string>): unknown;
}

setNonce(pageNonce());
(globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('default', {
  createHTML(text) {
    if (text.includes('<')) throw new TypeError('Markup from a string is not allowed on this page.');
    return text;
  },
});
