import { FieldInput } from '#contract/field.ts';
import { createField } from '#domain/fields/create-field.ts';
import { createChannel } from '#domain/intake/create-channel.ts';
import type { Store } from '#domain/intake/import-summary.ts';
import { listChannels } from '#domain/intake/list-channels.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import { ownMailChannel } from '#domain/intake/own-mail-channel.ts';
import type { OperatorActor, SystemActor } from '#domain/operators/actor.ts';
import { once } from '#domain/operators/once.ts';
import { addOperator, operatorOfUser } from '#domain/operators/people.ts';
import { createQueue, listQueues } from '#domain/operators/queues.ts';
import { type ChannelName, type ColleagueName, channels, colleagues, queues } from './company.ts';
import { parameters } from './parameters.ts';
import type { DemoChannels } from './receive-events.ts';

/** The people of the demo as actors: what they do goes through the same verbs as anybody's. */
export type DemoOperators = Record<ColleagueName, OperatorActor>;

/** Makes the company's queues, people, channels and parameters, what of them is missing, in one step or none; and loads them. */
export async function provideCompany(
  store: Store,
  system: SystemActor,
  userIds: Record<ColleagueName, string>,
): Promise<{ loaded: DemoChannels; operators: DemoOperators }> {
  const { workspaceId } = system;
  return store.inWorkspace(workspaceId, async (tx) => {
    await once(tx, system, 'demo: company', async () => {
      const had = (await listQueues(tx, system)).map(({ name }) => name);
      for (const queue of queues) if (!had.includes(queue.name)) await createQueue(tx, system, queue);
      const ids = new Map((await listQueues(tx, system)).map(({ id, name }) => [name, id]));
      for (const [key, { queues: names, ...person }] of entries(colleagues)) {
        await addOperator(tx, system, {
          ...person,
          userId: userIds[key],
          queues: names.flatMap((name) => ids.get(name) ?? []),
        });
      }
      for (const channel of Object.values(channels)) await createChannel(tx, system, channel);
      for (const parameter of parameters) await createField(tx, system, FieldInput.parse(parameter));
      await ownMailChannel(
        tx,
        workspaceId,
        Object.values(channels).flatMap((one) => (one.kind === 'email' ? [one.account] : [])),
      );
    });
    const listed = new Map((await listChannels(tx, system)).items.map(({ kind, name, id }) => [`${kind} ${name}`, id]));
    const loaded = {} as DemoChannels;
    for (const [key, { kind, name }] of entries<ChannelName, { kind: string; name: string }>(channels)) {
      loaded[key] = await loadChannel(tx, workspaceId, listed.get(`${kind} ${name}`) ?? '');
    }
    const operators = {} as DemoOperators;
    for (const [key, { email }] of entries<ColleagueName, { email: string }>(colleagues)) {
      const actor = await operatorOfUser(tx, workspaceId, userIds[key]);
      if (!actor)
        throw new Error(`${email} is no operator of the demo any more. Remove its data directory to begin anew.`);
      operators[key] = actor;
    }
    return { loaded, operators };
  });
}

function entries<Key extends string, Value>(record: Record<Key, Value>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}
