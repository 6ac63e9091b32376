import { randomBytes } from 'node:crypto';
import type { OpenAPI } from '@orpc/openapi';
import type { Handler } from 'hono';
import { html, raw } from 'hono/html';

type Text = ReturnType<typeof html>;

/** The API to read: one page made from its OpenAPI document, without scripts and with nothing from elsewhere. */
export function docsPage(document: OpenAPI.Document): Handler {
  return async (context) => {
    const nonce = randomBytes(16).toString('base64');
    context.header(
      'content-security-policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
    );
    return context.html(await page(document, nonce));
  };
}

function page(document: OpenAPI.Document, nonce: string): Text {
  const { title, version, description = '' } = document.info;
  const operations = operationsOf(document);
  const tags = (document.tags ?? []).filter(({ name }) => operations.some((one) => one.tag === name));
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} API</title><style nonce="${nonce}">${raw(style)}</style></head>
<body><header><h1>${title} API <small>${version}</small></h1>${description.split('\n\n').map((text) => html`<p>${code(text)}</p>`)}
<p><a href="/api/v1/openapi.json">openapi.json</a></p>
<nav>${tags.map(({ name }) => html`<a href="#${name}">${name}</a> `)}</nav></header>
<main>${tags.map(
    ({ name, description: about }) => html`<section id="${name}"><h2>${name}</h2><p>${about}</p>
${operations.filter((one) => one.tag === name).map(operation)}</section>`,
  )}</main></body></html>`;
}

interface Listed {
  tag: string;
  method: string;
  path: string;
  about: OpenAPI.OperationObject;
}

function operationsOf({ paths = {} }: OpenAPI.Document): Listed[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item ?? {}).flatMap(([method, about]) =>
      typeof about === 'object' && 'responses' in about
        ? [{ tag: about.tags?.[0] ?? '', method: method.toUpperCase(), path: `/api/v1${path}`, about }]
        : [],
    ),
  );
}

function operation({ method, path, about }: Listed): Text {
  const id = about.operationId ?? `${method} ${path}`;
  return html`<article id="${id}"><h3><span class="${method}">${method}</span> <code>${path}</code></h3>
${about.summary ? html`<p>${about.summary}</p>` : ''}
${parameters(about.parameters)}
${about.requestBody && 'content' in about.requestBody ? content('Body', about.requestBody.content) : ''}
${Object.entries(about.responses ?? {}).map(([status, response]) =>
  'content' in response && status !== 'default' ? content(`Answer ${status}`, response.content) : '',
)}</article>`;
}

function parameters(given: OpenAPI.OperationObject['parameters'] = []): Text | string {
  const rows = given.flatMap((one) => ('name' in one ? [one] : []));
  if (rows.length === 0) return '';
  return html`<table><thead><tr><th>Parameter</th><th>In</th><th>Value</th></tr></thead><tbody>${rows.map(
    ({ name, in: place, required, schema, description }) =>
      html`<tr><td><code>${name}</code>${required ? ' *' : ''}</td><td>${place}</td><td>${schemaText(schema)} ${description ?? ''}</td></tr>`,
  )}</tbody></table>`;
}

function content(
  what: string,
  media: OpenAPI.MediaTypeObject | Record<string, OpenAPI.MediaTypeObject> | undefined,
): Text[] {
  return Object.entries(media ?? {}).map(
    ([type, { schema }]) =>
      html`<details><summary>${what}: ${type}</summary><pre>${schemaText(schema)}</pre></details>`,
  );
}

/** A JSON schema in the manner of a type: fields indented, `?` for those that may be absent, comments behind. */
function schemaText(given: unknown, indent = ''): string {
  if (typeof given !== 'object' || given === null) return 'anything';
  const schema = given as JsonSchema;
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((one) => schemaText(one, indent)).join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => schemaText(one, indent)).join(' & ');
  if (schema.type === 'array') return `list of ${schemaText(schema.items, indent)}`;
  if (schema.type === 'object') return objectText(schema, indent);
  return [Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'anything'), schema.format]
    .filter(Boolean)
    .join(' ');
}

function objectText({ properties, required = [], additionalProperties }: JsonSchema, indent: string): string {
  const deeper = `${indent}  `;
  const lines = Object.entries(properties ?? {}).map(([name, one]) => {
    const about = typeof one === 'object' && one !== null && 'description' in one ? `   // ${one.description}` : '';
    return `${deeper}${name}${required.includes(name) ? '' : '?'}: ${schemaText(one, deeper)}${about}`;
  });
  if (additionalProperties) lines.push(`${deeper}[name]: ${schemaText(additionalProperties, deeper)}`);
  return lines.length > 0 ? `{\n${lines.join('\n')}\n${indent}}` : '{}';
}

interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: unknown[];
  oneOf?: unknown[];
  allOf?: unknown[];
  items?: unknown;
  properties?: Record<string, unknown>;
  required?: string[];
  additionalProperties?: unknown;
}

function code(text: string): (Text | string)[] {
  return text.split('`').map((part, place) => (place % 2 === 1 ? html`<code>${part}</code>` : part));
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 1rem 1.5rem 4rem }
h2 { margin-top: 3rem; border-bottom: 1px solid #8886; padding-bottom: .25rem }
h3 { font-size: 1rem; margin: 1.75rem 0 .25rem }
h3 span { display: inline-block; min-width: 4.5em; font-weight: 700 }
.GET { color: light-dark(#0b6b3a, #6fd6a0) } .POST { color: light-dark(#0a55a8, #8cc0ff) }
.PATCH { color: light-dark(#8a5300, #f0b95c) } .DELETE { color: light-dark(#a5182b, #ff9aa5) }
table { border-collapse: collapse; width: 100%; font-size: .9rem } th, td { text-align: left; vertical-align: top; padding: .2rem .75rem .2rem 0; border-bottom: 1px solid #8884 }
pre { overflow-x: auto; background: #8881; padding: .75rem; border-radius: 6px } code, pre { font-family: ui-monospace, monospace; font-size: .85rem }
summary { cursor: pointer } nav a { margin-right: .75rem } small { font-weight: 400; opacity: .7 }
`;
