import type { Tx } from '#db/database.ts';
import type { Recognition } from '../identity/decision.ts';
import { equivalentKeys } from '../identity/equivalents.ts';
import type { Evidence } from '../identity/evidence.ts';
import { knownValues } from '../identity/known-values.ts';
import type { Speaking } from '../identity/who-speaks.ts';
import type { LoadedChannel } from './load-channel.ts';

/** The whole question of who somebody is: what was said, what the directory knows of it, what the channel allows. */
export async function questionOf(
  tx: Tx,
  channel: LoadedChannel,
  { evidence, others }: Speaking,
  facts: Pick<Recognition, 'at' | 'failedCheck' | 'automatic' | 'thread' | 'setAside'>,
): Promise<Recognition> {
  return {
    ...facts,
    evidence: evidence.filter(({ kind }) => !channel.silentKinds.has(kind)),
    others,
    known: await knownValues(tx, channel.workspaceId, [...evidence, ...others].flatMap(inEveryForm)),
    rules: channel.settings,
    ownForms: channel.kind === 'webchat',
    custom: channel.fields,
  };
}

/** A value with its other forms, which are candidates at most (R-ID-2). */
function inEveryForm(one: Evidence): Pick<Evidence, 'kind' | 'account' | 'key'>[] {
  return [one, ...equivalentKeys(one.kind, one.key).map((key) => ({ ...one, key }))];
}
