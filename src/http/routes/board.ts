import { readBoard } from '#domain/conversations/desk/read-board.ts';
import { tellWaiting } from '#domain/replies/automatic/tell-waiting.ts';
import { editWorkspace, readWorkspaceOf } from '#domain/workspaces/edit-workspace.ts';
import { sendable } from './replies.ts';
import { signedIn } from './signed-in.ts';

/** The supervisor's board, and the workspace whose hours it shows. */
export const board = {
  read: signedIn.board.read.handler(({ context, input }) => context.run((tx, actor) => readBoard(tx, actor, input))),
};

export const tellWaitingOf = signedIn.queues.tellWaiting.handler(({ context, input }) =>
  context.run((tx, actor) => tellWaiting(tx, actor, sendable(context.door), input)),
);

export const workspace = {
  read: signedIn.workspace.read.handler(({ context }) => context.run(readWorkspaceOf)),
  edit: signedIn.workspace.edit.handler(({ context, input }) =>
    context.run((tx, actor) => editWorkspace(tx, actor, input)),
  ),
};
