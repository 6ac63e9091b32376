/**
 * Waits for statements of one transaction that do not need each other's answer, and were asked at once: they go out in one piece, in the order in which they
 * were asked (send-at-once.ts). Unlike `Promise.all` it waits for all of them also when one fails, so that nothing of them comes after what is done about that.
 * @throws the error of the first that failed by itself, and not because the transaction was over by then (SQLSTATE 25P02).
 */
export async function together<Asked extends readonly unknown[] | []>(
  asked: Asked,
): Promise<{ -readonly [Place in keyof Asked]: Awaited<Asked[Place]> }> {
  const settled = await Promise.allSettled(asked);
  const causes = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code?: unknown } | null] : []));
  if (causes.length > 0) throw causes.find((cause) => cause?.code !== '25P02') ?? causes[0];
  return Promise.all(asked);
}
