import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The operators' screen. The server sends its index.html with `__CSP_NONCE__` replaced by a fresh nonce per response.
 * `npm run dev` serves it beside a running Vizitka: VIZITKA_URL names another address than the usual one.
 */
export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0, // no data: addresses, so that the content security policy can refuse them
    modulePreload: { polyfill: false },
    target: 'es2024',
  },
  server: { proxy: { '/api': process.env.VIZITKA_URL ?? 'http://127.0.0.1:8010' } },
});
