import { describe, expect, it } from 'vitest';
import { openApiDocument } from './open-api.ts';

const document = await openApiDocument('1.2.3');

interface Operation {
  operationId?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean }[];
  responses: Record<string, unknown>;
}

const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries((item ?? {}) as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
);

describe('the document of the API', () => {
  it('is OpenAPI 3.1 with ways to prove who one is and the shape of errors', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'Vizitka', version: '1.2.3' });
    expect(document.components?.securitySchemes).toMatchObject({
      apiKey: { scheme: 'bearer' },
      session: { in: 'cookie' },
    });
    expect(document.components?.schemas).toMatchObject({
      Error: { required: ['error'] },
      IncomingMessage: { type: 'object' },
    });
  });

  it('has every operation under its own name, with a known tag, a success and the error', () => {
    expect(operations.length).toBeGreaterThan(20);
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(operations.length);
    const tags = document.tags?.map(({ name }) => name);
    for (const { operation } of operations) {
      expect(tags).toContain(operation.tags?.[0]);
      expect(Object.keys(operation.responses)).toEqual([expect.stringMatching(/^20\d$/), 'default']);
    }
  });

  it('declares every part of a path', () => {
    for (const { path, operation } of operations) {
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared =
        operation.parameters?.filter((one) => one.in === 'path' && one.required).map((one) => one.name) ?? [];
      expect(declared, path).toEqual(parts);
    }
  });

  it('refers only to what is in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    for (const reference of references) {
      const found = reference
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
      expect(found, reference).toBeDefined();
    }
  });

  it('asks for If-Match where a card changes', () => {
    const asking = operations.filter(({ operation }) =>
      operation.parameters?.some((one) => one.name === 'If-Match' && one.required),
    );
    expect(asking.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'patch /contacts/{id}',
      'delete /contacts/{id}',
    ]);
  });
});
