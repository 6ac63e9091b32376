import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Hono } from 'hono';
import { screenPolicy } from './security-headers.ts';

/** Serves the built screen from memory: its files under their own paths, and index.html for every address that the screen itself routes. */
export async function screenRoutes(directory: string): Promise<Hono> {
  const files = await load(directory);
  const page = files.get('/index.html')?.bytes.toString('utf8');
  const routes = new Hono();
  for (const [path, file] of files) {
    if (path === '/index.html') continue;
    routes.get(path, (context) => {
      const zipped = file.zipped && /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
      return context.body(new Uint8Array(zipped ? (file.zipped ?? file.bytes) : file.bytes), 200, {
        'content-type': file.type,
        'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        vary: 'accept-encoding',
        ...(zipped && { 'content-encoding': 'gzip' }),
      });
    });
  }
  for (const path of ['/', '/sign-in', '/sign-in/*', '/set-up', '/set-password', '/w/*']) {
    routes.get(path, (context) => {
      if (!page) return context.text('The screen is not built yet: run “npm run build”, then start again.', 503);
      const nonce = randomBytes(16).toString('base64');
      context.header('content-security-policy', screenPolicy(nonce));
      context.header('cache-control', 'no-store'); // a nonce serves one answer
      context.header('referrer-policy', 'no-referrer'); // the address of the set-up page holds its token
      return context.html(page.replaceAll('__CSP_NONCE__', nonce));
    });
  }
  return routes;
}

interface ScreenFile {
  bytes: Buffer;
  zipped: Buffer | null;
  type: string;
}

async function load(directory: string): Promise<Map<string, ScreenFile>> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, ScreenFile>();
  for (const entry of found.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const type = types[extname(path)] ?? 'application/octet-stream';
    const zipped = /^(text|application\/json|image\/svg)/.test(type) ? await promisify(gzip)(bytes) : null;
    files.set(`/${relative(directory, path).split(sep).join('/')}`, { bytes, zipped, type });
  }
  return files;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
