import { sql } from 'kysely';
import type { Form } from '#contract/form.ts';
import type { WidgetSettings } from '#contract/widget.ts';
import type { Tx } from '#db/database.ts';
import type { LoadedChannel } from '../intake/load-channel.ts';

const usualBrand = '#1a2029';

/** What the widget needs before anything is known of its visitor. A form that was deleted or switched off is none. */
export async function widgetSettings(tx: Tx, { workspaceId, settings }: LoadedChannel): Promise<WidgetSettings> {
  const {
    title,
    brand = usualBrand,
    languages = ['en', 'cs'],
    entryForm,
    offlineForm,
    isOpen,
    remembers,
    privacy,
  } = settings;
  const [entry, offline] = [
    await shownForm(tx, workspaceId, entryForm, 'entry'),
    await shownForm(tx, workspaceId, offlineForm, 'offline'),
  ];
  const { name } = await tx
    .selectFrom('workspace')
    .select('name')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return { name: title ?? name, brand, languages, open: isOpen, entry, offline, remembers, privacy: privacy ?? null };
}

async function shownForm(
  tx: Tx,
  workspaceId: string,
  id: string | undefined,
  kind: Form['kind'],
): Promise<Form | null> {
  if (id === undefined) return null;
  const { rows } = await sql<Form>`
    select f.id, f.kind, f.name, f.texts, f.fields, f.enabled, f.version from form f
    where f.workspace_id = ${workspaceId} and f.id = ${id} and f.kind = ${kind} and f.enabled and f.removed_at is null`.execute(
    tx,
  );
  return rows[0] ?? null;
}
