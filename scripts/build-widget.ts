import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The widget as one classic script, made by Vite from src/widget: what a stranger's page loads by one tag. */
export async function buildWidget(): Promise<string> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'error',
    mode: 'production',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: 'src/widget/main.ts', formats: ['iife'], name: 'vizitkaWidget', fileName: () => 'widget.js' },
    },
  });
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  const [code] = chunks.flatMap((one) => (one.type === 'chunk' ? [one.code] : []));
  if (code === undefined || chunks.length !== 1) throw new Error(`The widget is to be one file, not ${chunks.length}.`);
  return code;
}
