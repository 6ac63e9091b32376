import { sql } from 'kysely';
import type { SentForm } from '#contract/form.ts';
import type { Delivery } from '#contract/reply.ts';

/** A row of `sending` as one JSON object of the store. */
export interface KeptSending extends Pick<Delivery, 'state' | 'error'> {
  notBefore: string;
}

/** How far the entry `e` is, of a reply written here. Only those can have a row: the others are not looked up. */
export const sendingOf = sql<KeptSending | null>`case when e.direction = 'out' then (
  select json_build_object('state', s.state, 'error', s.error, 'notBefore', s.not_before)
  from sending s where s.workspace_id = e.workspace_id and s.entry_id = e.id) end`;

/** How far a reply is; it may be taken back while it waits for its time. */
export function toDelivery({ state, error, notBefore }: KeptSending): Delivery {
  const until = new Date(notBefore);
  return { state, error, until: state === 'waiting' && until > new Date() ? until.toISOString() : null };
}

/** A row of `form_sent` as one JSON object of the store. `form`: as it was when it was sent. */
export interface KeptForm
  extends Pick<SentForm, 'id' | 'formId' | 'prefill' | 'state' | 'answers' | 'changeId' | 'at' | 'answeredAt'> {
  form: Pick<SentForm, 'kind' | 'name' | 'texts' | 'fields'>;
}

/** The form that was sent with the entry `e`. */
export const formOf = sql<KeptForm | null>`(
  select json_build_object('id', f.id, 'formId', f.form_id, 'form', f.form, 'prefill', f.prefill, 'state', f.state, 'answers', f.answers,
    'changeId', f.change_id, 'at', f.at, 'answeredAt', f.answered_at)
  from form_sent f where f.workspace_id = e.workspace_id and f.entry_id = e.id)`;

/** A sent form as the contract says it. */
export function toSentForm({ form: { kind, name, texts, fields }, at, answeredAt, ...kept }: KeptForm): SentForm {
  return {
    ...kept,
    kind,
    name,
    texts,
    fields,
    at: new Date(at).toISOString(),
    answeredAt: answeredAt === null ? null : new Date(answeredAt).toISOString(),
  };
}
