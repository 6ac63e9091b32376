import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Lock, missingPlatformPackages } from '../../scripts/complete-lock.ts';

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');

test('the lock names no host, so that it works with any mirror of the registry', () => {
  expect(text).not.toMatch(/"resolved":/);
});

test('the lock holds every platform package it asks for, or npm ci would refuse it (cure: scripts/complete-lock.ts)', () => {
  expect(missingPlatformPackages(JSON.parse(text))).toEqual({});
});

test('a platform package npm left out is found and described by its name', () => {
  const tool = (optionalDependencies: Record<string, string>): Lock => ({
    packages: { 'node_modules/tool': { version: '1.2.3', dev: true, optionalDependencies } },
  });
  expect(missingPlatformPackages(tool({ '@tool/linux-arm64-musl': '1.2.3', '@tool/win32-x64-msvc': '1.2.3' }))).toEqual(
    {
      'node_modules/@tool/linux-arm64-musl': {
        version: '1.2.3',
        os: ['linux'],
        cpu: ['arm64'],
        libc: ['musl'],
        dev: true,
        optional: true,
      },
      'node_modules/@tool/win32-x64-msvc': { version: '1.2.3', os: ['win32'], cpu: ['x64'], dev: true, optional: true },
    },
  );
  expect(() => missingPlatformPackages(tool({ 'plain-package': '^1.0.0' }))).toThrow('add it with npm');
});
