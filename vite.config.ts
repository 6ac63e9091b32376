import { minifyContractRouter } from '@orpc/contract';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { buildWidget } from './scripts/build-widget.ts';
import { api } from './src/contract/api.ts';

/**
 * The operators' screen. The server sends its index.html with `__CSP_NONCE__` replaced by a fresh nonce per response.
 * `npm run dev` serves it beside a running Vizitka: VIZITKA_URL names another address than the usual one.
 */
export default defineConfig({
  root: 'src/web',
  plugins: [react(), contractWithoutSchemas(), withWidget()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0, // no data: addresses, so that the content security policy can refuse them
    modulePreload: { polyfill: false },
    target: 'es2024',
  },
  server: { proxy: { '/api/': process.env.VIZITKA_URL ?? 'http://127.0.0.1:8010' } },
});

/**
 * The screen validates nothing by schemas, the server does: of the contract it needs words, types, and the methods and paths of the
 * API. So in the build the API comes as data, and zod is an empty stand-in: 40 kB less on a first visit. A schema used at run time
 * in src/web would do nothing: it takes types from the contract's schemas, never `.parse`.
 */
function contractWithoutSchemas(): Plugin {
  const modules: Record<string, string> = {
    '\0contract-api': `export const api = ${JSON.stringify(minifyContractRouter(api))};`,
    '\0no-zod': 'const none = new Proxy(() => {}, { get: () => none, apply: () => none }); export const z = none;',
  };
  const ids: Record<string, string> = { '#contract/api.ts': '\0contract-api', zod: '\0no-zod' };
  return {
    name: 'contract-without-schemas',
    enforce: 'pre',
    apply: 'build',
    resolveId: (source) => ids[source] ?? null,
    load: (id) => modules[id] ?? null,
  };
}

/** The visitor's widget beside the screen: widget.js, one file of its own. */
function withWidget(): Plugin {
  return {
    name: 'with-widget',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'widget.js', source: await buildWidget() });
    },
  };
}
