/**
 * The rule of R-HIS-5 as SQL of its own, for a row `q` of the table queue.
 * @param operator SQL for the operator's id.
 * @param conversation SQL for the conversation's id.
 */
export function mayReadPlainly(operator: string, conversation: string): string {
  return `(${seesAll(operator)} or ${isMember(operator)} or q.readers = 'everyone' or (q.readers <> 'hidden' and exists (
    select from conversation_operator took where took.operator_id = ${operator} and took.conversation_id = ${conversation}
      and (took.until is null or took.until > now()))))`;
}

/** Whether the operator may know that there was a conversation in queue `q`. */
export function mayKnowPlainly(operator: string): string {
  return `(${seesAll(operator)} or ${isMember(operator)} or q.readers <> 'hidden')`;
}

function seesAll(operator: string): string {
  return `exists (select from operator o where o.id = ${operator} and o.role = 'administrator')`;
}

function isMember(operator: string): string {
  return `exists (select from queue_member m where m.queue_id = q.id and m.operator_id = ${operator})`;
}
