import { oc } from '@orpc/contract';
import { z } from 'zod';
import { WorkspaceSettings } from './workspace-settings.ts';

const tags = ['Workspace'];

const About = z.object({
  name: z.string().trim().min(1).max(200),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Two capital letters, for example CZ.')
    .nullable()
    .meta({ description: 'ISO 3166-1: where national phone numbers are read.' }),
});

/** A workspace with its settings (R-DSK-6). */
export const Workspace = About.extend(WorkspaceSettings.shape);
export type Workspace = z.infer<typeof Workspace>;

/** What is not named stays. `null` for the language: as delivered. */
export const WorkspaceEdit = z.strictObject({
  name: About.shape.name.optional(),
  country: About.shape.country.optional(),
  language: z.enum(['en', 'cs']).nullable().optional(),
  hours: WorkspaceSettings.shape.hours.unwrap().optional(),
  holidays: WorkspaceSettings.shape.holidays.unwrap().optional(),
  capacity: WorkspaceSettings.shape.capacity.unwrap().optional(),
  maskCards: z.boolean().optional(),
  freeTags: z.boolean().optional(),
});
export type WorkspaceEdit = z.infer<typeof WorkspaceEdit>;

/** The workspace one is in: part of api.ts. Everybody reads it; changing it needs the right to manage settings. */
export const workspace = {
  read: oc.route({ method: 'GET', path: '/workspace', tags }).output(Workspace),
  edit: oc.route({ method: 'PATCH', path: '/workspace', tags }).input(WorkspaceEdit).output(Workspace),
};
