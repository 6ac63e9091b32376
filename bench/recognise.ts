import { sql } from 'kysely';
import type { Database } from '#db/database.ts';
import { evidenceOf } from '#domain/identity/evidence.ts';
import { knownValues } from '#domain/identity/known-values.ts';
import { recognise } from '#domain/identity/recognise.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import type { Generated } from './generate.ts';
import { dice, person } from './invented.ts';
import { type Figure, sideBySide } from './measure.ts';

/** Who is this? Beside a probe of the index of values, of as many values, in the same transaction frame. */
export async function benchRecognise(
  database: Database,
  made: Generated,
  channel: LoadedChannel,
  runs: number,
): Promise<Figure> {
  const roll = dice(1);
  const asked = Array.from({ length: runs * 2 }, () => {
    const { phone, name, email } = person(1 + roll.below(made.contacts));
    return evidenceOf(channel, {
      item: {
        id: 'x',
        at: new Date().toISOString(),
        type: 'message',
        direction: 'in',
        from: { kind: 'whatsapp', value: phone, name },
        also: [{ kind: 'email', value: email }],
      },
    });
  });
  const { workspaceId } = made;
  return sideBySide(
    { job: 'recognise a sender (3 values)', floor: 'index probe of 3 values' },
    runs,
    (run) =>
      database.inWorkspace(workspaceId, async (tx) => {
        const evidence = asked[run] ?? [];
        const known = await knownValues(tx, workspaceId, evidence);
        const decision = recognise({
          evidence,
          known,
          rules: channel.settings,
          at: new Date(),
          failedCheck: false,
          automatic: false,
          thread: false,
          ownForms: false,
        });
        if (decision.outcome !== 'link') throw new Error(`Not recognised: ${JSON.stringify(decision)}`);
      }),
    (run) =>
      database.inWorkspace(workspaceId, (tx) => {
        const values = asked[run] ?? [];
        return sql`select i.owner_id from unnest(${values.map((one) => one.kind)}::text[], ${values.map((one) => one.key)}::text[]) as w (kind, key)
          join identifier i on i.workspace_id = ${workspaceId} and i.kind = w.kind and i.account = '' and i.key = w.key collate "C"`.execute(
          tx,
        );
      }),
  );
}
