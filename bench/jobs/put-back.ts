import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** Tables whose rows belong to a card, by the column that names it. */
const ofCards: Record<string, string[]> = {
  contact: ['id'],
  contact_word: ['contact_id'],
  contact_activity: ['contact_id'],
  contact_facet: ['contact_id'],
  identifier: ['owner_id'],
  contact_identifier: ['contact_id'],
  contact_import_key: ['contact_id'],
  value_beneath: ['contact_id'],
  refusal: ['contact_id'],
  duplicate_pair: ['a_id', 'b_id'],
};

/** An id of a message that a benchmark hands over: by it the message is found again, and taken out. */
export function benchId(): string {
  return `bench-${randomUUID()}`;
}

/**
 * Keeps all rows of some cards, which jobs are about to write to, in tables of their own: a benchmark that is killed is tidied up by the next one.
 */
export async function keepCards(owner: pg.Pool, workspaceId: string, ids: number[]): Promise<void> {
  await putBack(owner, workspaceId);
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query('create schema kept');
    await client.query(
      `create table kept.since as select now() as at, $1::bigint[] as ids, (select max(id) from contact where workspace_id = $2) as last_id`,
      [ids, workspaceId],
    );
    for (const [table, columns] of Object.entries(ofCards))
      await client.query(
        `create table kept.${table} as select t.* from ${table} t, kept.since s where t.workspace_id = $1 and (${isOf(columns, 's.ids')})`,
        [workspaceId],
      );
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Takes out all that was written since `keepCards`, and puts the kept rows where they were. Nothing happens where nothing is kept. */
export async function putBack(owner: pg.Pool, workspaceId: string): Promise<void> {
  const { rows } = await owner.query<{ kept: boolean }>(`select to_regclass('kept.since') is not null as kept`);
  if (!rows[0]?.kept) return;
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica'); // the rows are right as they were: no foreign key has to be asked
    for (const statement of statements()) await client.query(statement.replaceAll(':ws', `'${workspaceId}'::uuid`));
    await client.query('drop schema kept cascade');
    await client.query('commit');
  } finally {
    client.release();
  }
  for (const table of [
    ...Object.keys(ofCards),
    'conversation',
    `entry_${new Date().toISOString().slice(0, 7).replace('-', '')}`, // what came in just now
    'participant',
    'change',
    'change_item',
    'delivery',
    'outbox',
  ])
    await owner.query(`vacuum (analyze) ${table}`);
}

function statements(): string[] {
  const isNew = 'workspace_id = :ws and conversation_id in (select id from gone_conversation)';
  return [
    `create temp table gone_entry on commit drop as select at, entry_id as id from delivery
      where workspace_id = :ws and provider_id collate "C" >= 'bench-' and provider_id collate "C" < 'bench.'`,
    `insert into gone_entry select e.at, e.id from entry e, kept.since s where e.workspace_id = :ws and e.at >= s.at and e.place >= 'bench-' and e.place < 'bench.'`,
    `create temp table gone_conversation on commit drop as select distinct e.conversation_id as id from gone_entry g
      join entry e on e.workspace_id = :ws and e.at = g.at and e.id = g.id
      join conversation c on c.workspace_id = :ws and c.id = e.conversation_id and c.thread like 'id:bench-%'`,
    `create temp table gone_change on commit drop as
      select id from change where workspace_id = :ws and conversation_id in (select id from gone_conversation)
      union select i.change_id from kept.since s, change_item i where i.workspace_id = :ws and i.contact_id = any(s.ids) and i.at >= s.at`,
    'delete from entry e using gone_entry g where e.workspace_id = :ws and e.at = g.at and e.id = g.id',
    `delete from delivery where workspace_id = :ws and provider_id collate "C" >= 'bench-' and provider_id collate "C" < 'bench.'`,
    `delete from participant where ${isNew}`,
    `delete from conversation_operator where ${isNew}`,
    'delete from conversation where workspace_id = :ws and id in (select id from gone_conversation)',
    'delete from change_item where workspace_id = :ws and change_id in (select id from gone_change)',
    'delete from change where workspace_id = :ws and id in (select id from gone_change)',
    'delete from outbox where workspace_id = :ws and created_at >= (select at from kept.since)',
    ...Object.entries(ofCards).flatMap(([table, columns]) => [
      `delete from ${table} t using kept.since s where t.workspace_id = :ws and (${isOf(columns, 's.ids')} or ${columns.map((column) => `t.${column} > s.last_id`).join(' or ')})`,
      `insert into ${table} select * from kept.${table}`,
    ]),
    `select setval(format('vizitka.%I', 'contact_id_' || replace(:ws::text, '-', '')), (select last_id from kept.since))`,
  ];
}

function isOf(columns: string[], ids: string): string {
  return columns.map((column) => `t.${column} = any(${ids})`).join(' or ');
}
