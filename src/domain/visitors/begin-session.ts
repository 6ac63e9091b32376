import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Session } from '#contract/widget.ts';
import type { SessionInput } from '#contract/widget-input.ts';
import type { Tx } from '#db/database.ts';
import { browserAndSystem } from './browser-and-system.ts';
import { countVisit } from './presence.ts';
import { conversationOf, digestOf, findVisitor, type Visitor } from './visitor.ts';

/**
 * Begins a visitor's session, or goes on with the one whose token is given and still known. The token is told once; its digest is kept. A browser's id that
 * comes back is a claim like any other (R-REC-1): it opens no conversation, only a token does.
 */
export async function beginSession(
  tx: Tx,
  channel: { workspaceId: string; id: string },
  input: SessionInput & { token: string | null; userAgent: string },
): Promise<Session> {
  const had = input.token === null ? null : await findVisitor(tx, channel, input.token);
  if (had && input.token !== null) {
    await countVisit(tx, had);
    await sql`update visitor set language = coalesce(${input.language ?? null}, language)
      where workspace_id = ${had.workspaceId} and id = ${had.id} and language is distinct from ${input.language ?? null}`.execute(
      tx,
    );
    return sessionOf(tx, had, input.token);
  }
  const page = { ...input.page, ...browserAndSystem(input.userAgent) };
  return newSession(tx, channel, { browser: input.browser ?? randomUUID(), page, language: input.language ?? null });
}

/** A visitor of their own, with nothing of anybody before. */
export async function newSession(
  tx: Tx,
  channel: { workspaceId: string; id: string },
  { browser, page, language }: Pick<Visitor, 'browser' | 'page' | 'language'>,
): Promise<Session> {
  const token = randomBytes(32).toString('base64url');
  const now = new Date();
  await tx
    .insertInto('visitor')
    .values({
      workspaceId: channel.workspaceId,
      id: randomUUID(),
      channelId: channel.id,
      tokenHash: digestOf(token),
      browser,
      page: JSON.stringify(page),
      language,
      createdAt: now,
      seenAt: now,
    })
    .execute();
  return { token, browser, conversationId: null, signedInAs: null, signedInWith: null };
}

/** What a visitor is told of their session. */
export async function sessionOf(tx: Tx, visitor: Visitor, token: string): Promise<Session> {
  const conversation = await conversationOf(tx, visitor);
  const { browser, signedInAs, signIn, subject } = visitor;
  const signedInWith = signIn ? signIn.provider : subject === null ? null : 'site';
  return { token, browser, conversationId: conversation?.id ?? null, signedInAs, signedInWith };
}
