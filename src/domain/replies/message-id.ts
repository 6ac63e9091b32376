/** The Message-ID (RFC 5322, 3.6.4; without angle brackets) of a reply: made from its entry's id, so that every try has the same one. */
export function messageIdOf(entryId: string, from: string): string {
  const domain = /@([a-z0-9.-]+)$/i.exec(from)?.[1];
  return `reply.${entryId}@${domain ?? 'vizitka.invalid'}`;
}

/** The entry that such a Message-ID names; null for any other. */
export function entryOfMessageId(messageId: string | null): string | null {
  return /^reply\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/.exec(messageId ?? '')?.[1] ?? null;
}
