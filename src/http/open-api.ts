import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { api, InboundItem } from '#contract/api.ts';
import { errorStatus, refusalReasons } from '#contract/errors.ts';
import { livePath } from './live.ts';
import { contactExport, uploads } from './open-api-files.ts';

/** The document of the public API (OpenAPI 3.1), made from the contract; files, which no JSON schema describes, are added. */
export async function openApiDocument(version: string): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(api, {
    info: { title: 'Vizitka', version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    tags: Object.entries(tags).map(([name, about]) => ({ name, description: about })),
    security: [{ apiKey: [] }, { session: [] }],
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'vz_<workspace>_<secret>' },
        session: { type: 'apiKey', in: 'cookie', name: 'vizitka.session_token' },
      },
      schemas: { Error: errorSchema },
    },
    commonSchemas: { IncomingMessage: { schema: InboundItem } },
  });
  const listed = document.paths?.['/contacts']?.get?.parameters;
  document.paths = { ...document.paths, ...files, ...uploads, ...contactExport(listed), ...livePath };
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item ?? {})) if (isOperation(operation)) complete(operation);
  }
  return document;
}

const description = `Lists answer \`{items, nextCursor}\` and page by key. Errors answer \`{error: {code, reason?, message, fields?, data?}}\`; the codes are
${Object.entries(errorStatus)
  .map(([code, status]) => `${code} (${status})`)
  .join(', ')}. An API key goes in \`Authorization: Bearer vz_…\`; a signed-in person's
requests carry the header \`Vizitka-Workspace\`. A card's version is its ETag; changing or deleting a card takes it in If-Match.`;

const tags = {
  'Set-up': 'The first start.',
  Me: 'Who asks.',
  Contacts: 'The directory and its cards.',
  History: 'What was said and what was changed, search, undo.',
  Conversations: 'Conversations, and whom they are with.',
  Desk: 'Who has a conversation, and who gets it.',
  'Follow-ups': 'Callbacks and reminders of conversations.',
  Replies: 'Answers and notes, drafts, templates.',
  Operators: 'Colleagues, and whether they are there.',
  Visitors: 'Who is on the site now, and speaking to them first.',
  Forms: 'Hero Cards, and the forms of the widget.',
  Tags: 'Tags of conversations, and the rules that set them.',
  Queues: 'Where conversations wait, who reads them, who works on them.',
  Recognition: 'What people decide about who a conversation is with.',
  'Possible duplicates': 'Cards that may be one client, with the reasons; what was decided about them.',
  Channels: 'Where messages come in.',
  Imports: 'Mailboxes and contacts that are brought in.',
  Settings: 'Fields, values that never identify, signed identities.',
  Workspace: 'Name, country, hours and holidays, capacity, and rules for everybody.',
  Blocking: 'Senders that are not let in, and words that are taken out.',
  Access: 'Asking for a time to read what one may not read.',
  Retention: 'How long things are kept, and what is held.',
  Routing: 'To which queue a new conversation goes.',
  Live: 'What changes, as it changes.',
};

const errorSchema: OpenAPI.SchemaObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: Object.keys(errorStatus) },
        reason: {
          type: 'string',
          enum: [...refusalReasons],
          description: 'Why, where the code alone does not say it.',
        },
        message: { type: 'string', description: 'For people: what is wrong and what to do.' },
        fields: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'By field, as in identifiers.add.0.value.',
        },
        data: { description: 'The other card of a CONFLICT; the newer card and the differences of STALE.' },
      },
    },
  },
};

const uuidIn = (name: string): OpenAPI.ParameterObject => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
});

const files: OpenAPI.PathsObject = {
  '/attachments/{id}': {
    get: {
      operationId: 'attachments.read',
      tags: ['Conversations'],
      summary: 'The bytes of an attachment, to be saved',
      parameters: [uuidIn('id')],
      responses: { 200: { description: 'The bytes', content: { 'application/octet-stream': {} } } },
    },
  },
  '/conversations/{id}/entries/{entryId}/html': {
    get: {
      operationId: 'conversations.entryHtml',
      tags: ['Conversations'],
      summary: 'The HTML of a message, cleaned, for a sandboxed frame',
      parameters: [uuidIn('id'), uuidIn('entryId')],
      responses: { 200: { description: 'HTML that loads and runs nothing', content: { 'text/html': {} } } },
    },
  },
};

function isOperation(found: unknown): found is OpenAPI.OperationObject {
  return typeof found === 'object' && found !== null && 'responses' in found;
}

function complete(operation: OpenAPI.OperationObject): void {
  const error = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  operation.responses = {
    ...operation.responses,
    default: { description: 'What is wrong, by its code', content: error },
  };
  if (operation.operationId === 'setUp') operation.security = [];
  if (operation.operationId === 'channels.inbound') {
    const item = { $ref: '#/components/schemas/IncomingMessage' }; // checked item by item, so the contract takes anything
    operation.requestBody = {
      required: true,
      content: { 'application/json': { schema: { anyOf: [item, { type: 'array', items: item }] } } },
    };
  }
  if (['contacts.edit', 'contacts.bin'].includes(operation.operationId ?? '')) {
    const schema = { type: 'string' as const, examples: ['"7"'] };
    operation.parameters = [
      ...(operation.parameters ?? []),
      {
        name: 'If-Match',
        in: 'header',
        required: true,
        schema,
        description: 'The version seen, in quotes: the ETag of reading the card.',
      },
    ];
  }
}
