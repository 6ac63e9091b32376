import { sql } from 'kysely';
import type { Form } from '#contract/form.ts';
import type { WidgetSettings } from '#contract/widget.ts';
import type { Tx } from '#db/database.ts';
import type { LoadedChannel } from '../intake/load-channel.ts';
import { queueIsOpen } from '../workspaces/queue-is-open.ts';
import { phoneField } from './calls/ask-for-call.ts';
import { offeredSignIn } from './sign-in/sign-in-settings.ts';

const usualBrand = '#1a2029';

/**
 * What the widget needs before anything is known of its visitor. A form that was deleted or switched off is none.
 * @param mayPopUp whether the site that asks may open a sign-in: one that the channel names, or our own.
 */
export async function widgetSettings(tx: Tx, channel: LoadedChannel, mayPopUp: boolean): Promise<WidgetSettings> {
  const { workspaceId, settings } = channel;
  const { title, brand = usualBrand, languages = ['en', 'cs'], remembers, privacy, seesVisitors } = settings;
  const callback = await shownForm(tx, workspaceId, settings.callbackForm, 'callback');
  const { name } = await tx
    .selectFrom('workspace')
    .select('name')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return {
    name: title ?? name,
    brand,
    languages,
    ...(await openState(tx, channel)),
    entry: await shownForm(tx, workspaceId, settings.entryForm, 'entry'),
    offline: await shownForm(tx, workspaceId, settings.offlineForm, 'offline'),
    callback: callback && phoneField(callback) ? callback : null,
    signIn: mayPopUp ? await offeredSignIn(tx, workspaceId, channel.id) : [],
    seesVisitors,
    remembers,
    privacy: privacy ?? null,
  };
}

/** Whether somebody answers now, by the hours of the channel's queue, or the workspace's (R-DSK-6), and by the switch of the channel. */
export async function openState(
  tx: Tx,
  { workspaceId, queueId, settings }: LoadedChannel,
  now = new Date(),
): Promise<Pick<WidgetSettings, 'open' | 'opensAt' | 'closesAt'>> {
  const { open, opensAt, closesAt } = await queueIsOpen(tx, workspaceId, queueId, now);
  if (!settings.isOpen) return { open: false, opensAt: null, closesAt: null };
  return { open, opensAt: opensAt?.toISOString() ?? null, closesAt: closesAt?.toISOString() ?? null };
}

/** A form that the widget shows now; null for none, one of another kind, and one that was deleted or switched off. */
export async function shownForm(
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
