import { randomUUID } from 'node:crypto';
import type { Entry } from '#contract/conversation.ts';
import type { ReplyInput } from '#contract/reply.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { writeReply } from '#domain/replies/write-reply.ts';
import type { Workspace } from './factory.ts';

/** Gives a conversation to an operator, as accepting it does. */
export async function given(workspace: Workspace, id: string, to: OperatorActor = workspace.operator): Promise<string> {
  await workspace.within((tx) =>
    tx
      .updateTable('conversation')
      .set({ assigneeId: to.id, state: 'open' })
      .where('workspaceId', '=', workspace.workspaceId)
      .where('id', '=', id)
      .execute(),
  );
  return id;
}

/** The operator's reply, to a client who is unknown unless the test says otherwise; it leaves at once, without
 * the mail that it answers. */
export function aReply(
  workspace: Workspace,
  id: string,
  input: Partial<Omit<ReplyInput, 'attachments'>> & {
    attachments?: Parameters<typeof writeReply>[3]['attachments'];
  } = {},
  actor: OperatorActor = workspace.operator,
): Promise<Entry> {
  const reply = {
    id,
    replyId: randomUUID(),
    text: 'Good morning',
    contactId: null,
    delay: 0,
    quote: false,
    attachments: [],
    ...input,
  };
  return workspace.within((tx) => writeReply(tx, actor, { mail: true }, reply));
}
