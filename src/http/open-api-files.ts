import type { OpenAPI } from '@orpc/openapi';
import { matchRules } from '#contract/contact-import.ts';
import { importLimits } from '#contract/import.ts';

/** Operations whose bodies are files, which the contract's JSON schemas do not describe. */

const most = `At most ${importLimits.bytes / 1_000_000_000} GB.`;

const accepted = {
  202: {
    description: 'All of the file is there, and is read next',
    content: {
      'application/json': {
        schema: {
          type: 'object' as const,
          required: ['id'],
          properties: { id: { type: 'string' as const, format: 'uuid' } },
        },
      },
    },
  },
};

const fileName = {
  name: 'name',
  in: 'query',
  required: true,
  schema: { type: 'string' as const },
  description: 'Name of the file.',
};

export const uploads: OpenAPI.PathsObject = {
  '/imports/mail': {
    post: {
      operationId: 'imports.mail',
      tags: ['Imports'],
      summary: 'A mailbox (.mbox) or a mail (.eml) as the body; read after it came',
      description: `${most} A second import of the same adds nothing. Follow it at its Location.`,
      parameters: [
        fileName,
        {
          name: 'own',
          in: 'query',
          schema: { type: 'string' },
          description: 'The own mailboxes, with commas between: mail from them goes out, and they identify nobody.',
          example: 'support@example.com,info@example.com',
        },
      ],
      requestBody: {
        required: true,
        content: { 'application/mbox': {}, 'message/rfc822': {}, 'application/octet-stream': {} },
      },
      responses: accepted,
    },
  },
  '/imports/contacts': {
    post: {
      operationId: 'imports.contacts',
      tags: ['Imports'],
      summary:
        'A table (.csv, .tsv), vCards (.vcf) or JSON of contacts as the body; looked at, and saved when it is started',
      description: `${most} Follow it at its Location until it is *checked*, look at its rows, adjust it, and start it. A second import of the same changes nothing.`,
      parameters: [
        fileName,
        {
          name: 'source',
          in: 'query',
          schema: { type: 'string' },
          description: 'Within which external_id is the row’s key; the name of the file if absent.',
        },
        {
          name: 'match',
          in: 'query',
          schema: { type: 'string', enum: [...matchRules], default: 'none' },
          description: 'What happens where another card owns a value of the row.',
        },
      ],
      requestBody: {
        required: true,
        content: { 'text/csv': {}, 'text/vcard': {}, 'application/json': {}, 'application/octet-stream': {} },
      },
      responses: accepted,
    },
  },
};

/** The export asks what the directory asks; `listed` are the parameters of GET /contacts. */
export function contactExport(listed: OpenAPI.OperationObject['parameters'] = []): OpenAPI.PathsObject {
  const isOfPages = (one: (typeof listed)[number]) => 'name' in one && ['cursor', 'limit'].includes(one.name);
  return {
    '/contacts/export': {
      get: {
        operationId: 'contacts.export',
        tags: ['Contacts'],
        summary: 'The directory, or a view of it, as a file',
        description: 'Supervisors and administrators. An import of the file elsewhere, or here again, loses nothing.',
        parameters: [
          {
            name: 'format',
            in: 'query',
            schema: { type: 'string', enum: ['csv', 'vcf', 'json'], default: 'csv' },
            description: 'A table, vCards, or JSON with one contact a line.',
          },
          {
            name: 'version',
            in: 'query',
            schema: { type: 'string', enum: ['3.0', '4.0'], default: '3.0' },
            description: 'Of vCards.',
          },
          ...listed.filter((one) => !isOfPages(one)),
        ],
        responses: {
          200: { description: 'The file', content: { 'text/csv': {}, 'text/vcard': {}, 'application/x-ndjson': {} } },
        },
      },
    },
  };
}
