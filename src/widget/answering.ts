import type { PlannedCall, Session } from '#contract/widget.ts';
import { newId } from './outbox.ts';
import type { Server } from './server.ts';
import type { WantedSlot } from './shown.ts';

type Answers = Record<string, string | boolean>;

/** What a visitor fills in. An answer that was not taken yet keeps its id: sent again, it is the same answer. */
export function openAnswering(
  server: Server,
  session: () => Promise<Session>,
  begun: (token: string, conversationId: string | null) => void,
  onCall: (call: PlannedCall) => void,
) {
  const ids = new Map<string, string>();

  async function send<Taken extends { conversationId: string }>(
    path: string,
    formId: string,
    given: object,
  ): Promise<{ token: string; taken: Taken }> {
    const { token } = await session();
    const id = ids.get(formId) ?? newId();
    ids.set(formId, id);
    const taken = await server.post<Taken>(path, { id, ...given });
    ids.delete(formId);
    return { token, taken };
  }

  return {
    /** Answers a form. @throws ServerError with a problem beside each field. */
    async answer(formId: string, answers: Answers, confirmed = true): Promise<void> {
      const { token, taken } = await send(`forms/${formId}`, formId, { answers, confirmed });
      begun(token, taken.conversationId);
    },
    /** Asks to be called. @throws the same; with status 409 that time is free no more. */
    async callMe(formId: string, answers: Answers, from: WantedSlot): Promise<void> {
      type Asked = { conversationId: string; call: PlannedCall };
      const { token, taken } = await send<Asked>('callback', formId, { answers, from });
      onCall(taken.call);
      begun(token, taken.conversationId);
    },
  };
}
