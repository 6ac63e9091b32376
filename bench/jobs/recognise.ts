import { sql } from 'kysely';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { evidenceOf } from '#domain/identity/evidence.ts';
import { knownValues } from '#domain/identity/known-values.ts';
import { recognise } from '#domain/identity/recognise.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import type { Group } from '../measure/job.ts';
import { whoHas } from '../usual/find-people.ts';
import { type Bench, chosen } from './bench.ts';

/** Who is this? Beside a probe of the index of values, of as many values, in the same transaction frame. */
export function recogniseJobs(bench: Bench): Group {
  const { store, within, reading } = bench;
  const { workspaceId, facts } = store;
  return {
    name: 'recognise',
    prepare: async () => {
      const channel = await within((tx) => loadChannel(tx, workspaceId, store.channelId));
      const person = (n: number) => chosen(facts.people, n);
      const evidence = facts.people.map(({ phone, name, email }) => {
        const item: ReceivedMessage['item'] = {
          id: 'x',
          at: new Date().toISOString(),
          type: 'message',
          direction: 'in',
          from: { kind: 'whatsapp', value: phone, name },
          also: [{ kind: 'email', value: email }],
        };
        return evidenceOf(channel, { item });
      });
      const decide = (n: number) =>
        reading(async (tx) => {
          const known = await knownValues(tx, workspaceId, chosen(evidence, n));
          return recognise({
            evidence: chosen(evidence, n),
            known,
            rules: channel.settings,
            at: new Date(),
            failedCheck: false,
            automatic: false,
            thread: false,
            ownForms: false,
          });
        });
      return {
        jobs: [
          {
            name: 'recognise a sender, 3 values',
            group: 'recognise',
            questions: evidence.length,
            goal: { p99: 1.5, timesFloor: 1.5 },
            product: decide,
            floor: {
              name: 'index probe of 3 values',
              run: (n) =>
                reading((tx) => {
                  const values = chosen(evidence, n);
                  return sql`select i.owner_id from unnest(${values.map(({ kind }) => kind)}::text[], ${values.map(({ key }) => key)}::text[]) as w (kind, key)
                    join identifier i on i.workspace_id = ${workspaceId} and i.kind = w.kind and i.account = '' and i.key = w.key collate "C"`.execute(
                    tx,
                  );
                }),
            },
            usual: whoHas(bench.usual, person),
            check: async (n) => {
              const decision = await decide(n);
              const { id, phone } = person(n);
              return decision.outcome === 'link' && decision.contactId === id
                ? null
                : `${phone} is of card ${id}, but recognised is ${JSON.stringify(decision.outcome)} ${decision.contactId}`;
            },
          },
        ],
      };
    },
  };
}
