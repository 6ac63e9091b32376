import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Contact, ContactInput } from '#contract/contact.ts';
import type { Database, Tx } from '#db/database.ts';
import type { Role } from '#db/schema.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';

/** A company with two queues and an operator of each role: what most stories begin with. */
export interface Workspace {
  workspaceId: string;
  slug: string;
  database: Database;
  /** `queue` and `otherQueue` are read by their members; operator and supervisor are members of `queue` alone. */
  queue: string;
  otherQueue: string;
  operator: OperatorActor;
  supervisor: OperatorActor;
  admin: OperatorActor;
  /** Does `work` in a transaction of this workspace. */
  within<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

/** Makes a workspace of its own, so that tests of one database do not meet. `country` is where national numbers are read (CZ). */
export async function aWorkspace(database: Database, given: { country?: string | null } = {}): Promise<Workspace> {
  const workspaceId = randomUUID();
  const slug = `w-${workspaceId.slice(0, 13)}`;
  const country = given.country === undefined ? 'CZ' : given.country;
  await database.atTheDoor((tx) =>
    sql`select create_workspace(${workspaceId}, ${slug}, 'Example', ${country})`.execute(tx),
  );
  return database.inWorkspace(workspaceId, async (tx) => {
    const queue = await aQueue(tx, workspaceId, { name: 'Support' });
    const otherQueue = await aQueue(tx, workspaceId, { name: 'Sales' });
    return {
      workspaceId,
      slug,
      database,
      queue,
      otherQueue,
      operator: await anOperator(tx, workspaceId, { name: 'Olga Operátorová', queues: [queue] }),
      supervisor: await anOperator(tx, workspaceId, { name: 'Simon Supervisor', role: 'supervisor', queues: [queue] }),
      admin: await anOperator(tx, workspaceId, { name: 'Ada Administrator', role: 'administrator' }),
      within: (work) => database.inWorkspace(workspaceId, work),
    };
  });
}

/** A queue, read by its members unless the test says otherwise. */
export async function aQueue(
  tx: Tx,
  workspaceId: string,
  given: { name?: string; readers?: 'everyone' | 'members' | 'hidden' } = {},
): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('queue')
    .values({ workspaceId, id, name: given.name ?? `Queue ${id.slice(0, 8)}`, readers: given.readers ?? 'members' })
    .execute();
  return id;
}

/** An operator, member of the queues given. */
export async function anOperator(
  tx: Tx,
  workspaceId: string,
  given: { name?: string; role?: Role; queues?: string[] } = {},
): Promise<OperatorActor> {
  const id = randomUUID();
  const actor = { name: 'Olga Operátorová', role: 'operator', queues: [], ...given } satisfies Partial<OperatorActor>;
  await tx
    .insertInto('operator')
    .values({
      workspaceId,
      id,
      userId: null,
      name: actor.name,
      email: `${id}@example.com`,
      role: actor.role,
      removedAt: null,
    })
    .execute();
  if (actor.queues.length > 0) {
    await tx
      .insertInto('queueMember')
      .values(actor.queues.map((queueId) => ({ workspaceId, queueId, operatorId: id })))
      .execute();
  }
  return { type: 'operator', workspaceId, id, ...actor };
}

/** A card, made by the workspace's administrator through the same verb as everybody's. */
export async function aContact(
  workspace: Workspace,
  given: ContactInput & { email?: string; phone?: string } = {},
): Promise<Contact> {
  const { email, phone, identifiers = [], ...rest } = given;
  const values = [
    ...(email ? [{ kind: 'email' as const, value: email }] : []),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
    ...identifiers,
  ];
  const made = await workspace.within((tx) => createContact(tx, workspace.admin, { ...rest, identifiers: values }));
  return made.contact;
}

/** A channel of a queue, with the settings as delivered. */
export async function aChannel(
  workspace: Workspace,
  given: { kind?: string; name?: string; queue?: string; account?: string; settings?: Record<string, unknown> } = {},
): Promise<string> {
  const id = randomUUID();
  await workspace.within((tx) =>
    tx
      .insertInto('channel')
      .values({
        workspaceId: workspace.workspaceId,
        id,
        kind: given.kind ?? 'email',
        name: given.name ?? 'Info mailbox',
        account: given.account ?? `${id.slice(0, 8)}@example.com`,
        queueId: given.queue ?? workspace.queue,
        settings: JSON.stringify(given.settings ?? {}),
      })
      .execute(),
  );
  return id;
}

/** A conversation with its row of activity, linked to `contactId` or of an unknown client. For tests that are not about the intake. */
export async function aConversation(
  workspace: Workspace,
  given: { channelId: string; queue?: string; contactId?: number | null; at?: Date; kind?: string },
): Promise<string> {
  const id = randomUUID();
  const { workspaceId } = workspace;
  const at = given.at ?? new Date('2026-05-04T10:00:00Z');
  const queueId = given.queue ?? workspace.queue;
  const contactId = given.contactId ?? null;
  const link = {
    rule: contactId ? 'matched' : 'nothingMatched',
    evidence: null,
    strength: null,
    rejected: [],
    at: at.toISOString(),
    by: null,
  };
  await workspace.within(async (tx) => {
    await tx
      .insertInto('conversation')
      .values({
        workspaceId,
        id,
        channelId: given.channelId,
        thread: id,
        queueId,
        contactId,
        assigneeId: null,
        link: JSON.stringify(link),
        linkTrust: contactId ? 3 : null,
        linkBy: contactId ? 'rule' : null,
        clientName: null,
        mergedInto: null,
        rootId: id,
        subject: null,
        verdict: null,
        firstAt: at,
        lastAt: at,
        entries: 1,
        lastText: null,
        lastDirection: 'in',
      })
      .execute();
    if (!contactId) return;
    await sql`insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      values (${workspaceId}, ${contactId}, ${queueId}, ${at}, 1, array[${given.kind ?? 'email'}])
      on conflict (workspace_id, contact_id, queue_id) do update set last_at = greatest(contact_activity.last_at, excluded.last_at),
        conversations = contact_activity.conversations + 1`.execute(tx);
    await sql`update contact set last_contact_at = greatest(last_contact_at, ${at})
      where workspace_id = ${workspaceId} and id = ${contactId}`.execute(tx);
  });
  return id;
}
