import type { OpenAPI } from '@orpc/openapi';

/** The methods that a path of the API takes by its document, for 405 and its Allow (RFC 9110, 15.5.6); empty for no path of ours. */
export function methodsOf(document: OpenAPI.Document): (path: string) => string[] {
  const known = Object.entries(document.paths ?? {}).map(([template, item]) => ({
    pattern: new RegExp(`^/api/v1${template.replace(/\{\w+\}/g, '[^/]+')}$`),
    methods: Object.keys(item ?? {}).map((method) => method.toUpperCase()),
  }));
  return (path) => known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
}
