import type { Conversation } from '#contract/conversation.ts';
import type { ReplyWay } from '#contract/reply.ts';
import { variablesIn } from '#contract/template-variables.ts';
import { useSending } from './use-sending.ts';
import { changeWriting, useWriting } from './writing.ts';

/** Sends what is written, or notes it. A variable that nobody filled in stops a reply before it leaves (R-TAB-7). */
export function useSendNow(conversation: Conversation, way: ReplyWay | undefined) {
  const { id } = conversation;
  const { send } = useSending(conversation);
  const { mode, text } = useWriting(id);
  const canSend = text.trim() !== '' && (mode === 'note' || way?.can !== false);
  return {
    canSend,
    /** @returns whether it left the field. */
    sendNow: (anyway: boolean): boolean => {
      const missing = mode === 'reply' ? variablesIn(text) : [];
      if (!canSend) return false;
      if (missing.length > 0) {
        const data = { reason: 'missingVariables', missing };
        const cursor = text.search(/\{\{/u);
        changeWriting(id, { cursor, refused: { code: 'INVALID', message: '', fields: {}, data } });
        return false;
      }
      send(anyway);
      return true;
    },
  };
}
