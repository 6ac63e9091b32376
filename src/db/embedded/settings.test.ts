import { describe, expect, it } from 'vitest';
import { settings } from './settings.ts';

const GB = 1024 ** 3;

describe('the shared buffers', () => {
  it.each([
    [0.1 * GB, '32MB'],
    [1 * GB, '256MB'],
    [2 * GB, '512MB'],
    [24 * GB, '6144MB'],
    [64 * GB, '8192MB'],
  ])('for %d bytes of memory are %s', (memory, buffers) => {
    expect(settings(memory).shared_buffers).toBe(buffers);
  });
});
