import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ProviderProfile } from './sign-in/provider-profile.ts';

/** A visitor of a web chat, as their token finds them. */
export interface Visitor {
  workspaceId: string;
  id: string;
  channelId: string;
  browser: string;
  page: { url?: string; browser?: string; system?: string };
  /** A signed identity, checked at `identifiedAt`; or whom a provider's sign-in named then. */
  identity: string | null;
  signIn: ProviderProfile | null;
  /** Whom either names, and what the visitor is shown of it. */
  subject: string | null;
  signedInAs: string | null;
  identifiedAt: Date | null;
  parameters: Record<string, string | number | boolean>;
  language: string | null;
}

/** The visitor of a token on this channel; null when there is none. */
export async function findVisitor(
  tx: Tx,
  channel: { workspaceId: string; id: string },
  token: string,
): Promise<Visitor | null> {
  const { rows } = await sql<Visitor>`
    select v.workspace_id, v.id, v.channel_id, v.browser, v.page, v.identity, v.sign_in, v.subject, v.signed_in_as, v.identified_at, v.parameters, v.language
    from visitor v where v.workspace_id = ${channel.workspaceId} and v.token_hash = ${digestOf(token)} and v.channel_id = ${channel.id}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** What is kept of a token: who reads the store cannot speak as a visitor. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A visitor's own conversation and the one that it reads as, when it was merged; null before their first message. */
export async function conversationOf(tx: Tx, visitor: Visitor): Promise<{ id: string; rootId: string } | null> {
  const { rows } = await sql<{ id: string; rootId: string }>`
    select c.id, c.root_id from conversation c where ${isOf(visitor)}`.execute(tx);
  return rows[0] ?? null;
}

/** Whether `c` is the visitor's own conversation: its thread is the visitor. */
export function isOf({ workspaceId, channelId, id }: Visitor): RawBuilder<boolean> {
  return sql<boolean>`c.workspace_id = ${workspaceId} and c.channel_id = ${channelId} and c.thread = ${`id:${id}`}`;
}
