import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildWidget } from '../../scripts/build-widget.ts';

it('a site loads the widget as one classic script of less than 30 kB', async () => {
  const script = await buildWidget();
  expect(gzipSync(script).length).toBeLessThan(30_000);
  expect(script).not.toMatch(/^(import|export)\b/m);
  expect(script).not.toMatch(/\binnerHTML\b|\beval\(|new Function\(|document\.cookie/);
});
