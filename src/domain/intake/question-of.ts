import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { Recognition } from '../identity/decision.ts';
import { equivalentKeys } from '../identity/equivalents.ts';
import type { Evidence } from '../identity/evidence.ts';
import { type KnownValue, knownValues } from '../identity/known-values.ts';
import type { Speaking } from '../identity/who-speaks.ts';
import type { LoadedChannel } from './load-channel.ts';

/**
 * The whole question of who somebody is: what was said, what the directory knows of it, what the channel allows.
 * @param ahead what the directory knows, where it was read already; null: it is read now.
 */
export async function questionOf(
  tx: Tx,
  channel: LoadedChannel,
  { evidence, others }: Speaking,
  facts: Pick<Recognition, 'at' | 'failedCheck' | 'automatic' | 'thread' | 'setAside'>,
  ahead: KnownValue[] | null = null,
): Promise<Recognition> {
  return {
    ...facts,
    evidence: evidence.filter(({ kind }) => !channel.silentKinds.has(kind)),
    others,
    known: ahead ?? (await knownValues(tx, channel.workspaceId, inEveryForm([...evidence, ...others]))),
    rules: channel.settings,
    ownForms: channel.kind === 'webchat',
    custom: channel.fields,
  };
}

/** Values with their other forms, which are candidates at most (R-ID-2). */
export function inEveryForm(evidence: Evidence[]): ValueKey[] {
  return evidence.flatMap((one) => [one, ...equivalentKeys(one.kind, one.key).map((key) => ({ ...one, key }))]);
}
