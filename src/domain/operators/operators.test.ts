import { describe, expect, it } from 'vitest';
import type { Tx } from '#db/database.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { OperatorActor, SystemActor } from './actor.ts';
import { createApiKey, findKey, listApiKeys, readKey, revokeApiKey } from './api-keys.ts';
import { removeOperator } from './end-access.ts';
import { addOperator, listOperators, operatorOfUser } from './people.ts';
import { addQueueMember, createQueue, listQueues, removeQueueMember } from './queues.ts';
import { allWorkspaces, createWorkspace, findWorkspace, workspacesOfUser } from './workspaces.ts';

const database = ownDatabase();

async function aNewWorkspace(slug: string): Promise<SystemActor> {
  const { id } = await database.atTheDoor((tx) => createWorkspace(tx, { slug, name: slug, country: 'CZ' }));
  return { type: 'system', workspaceId: id, id: null, name: null };
}

const person = (name: string, role: OperatorActor['role'] = 'operator') => ({
  userId: crypto.randomUUID(),
  name,
  email: `${name}@example.com`,
  role,
});

describe('a workspace', () => {
  it('begins with one queue, is found by its slug, and its slug is taken', async () => {
    const { workspaceId } = await aNewWorkspace('first');
    const found = await database.atTheDoor(async (tx) => {
      const workspace = await findWorkspace(tx, 'first');
      return { workspace, queues: await listQueues(tx, { type: 'system', workspaceId, id: null, name: null }) };
    });
    expect(found).toMatchObject({
      workspace: { id: workspaceId, slug: 'first' },
      queues: [{ name: 'Customers', readers: 'members' }],
    });
    await expect(aNewWorkspace('first')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(aNewWorkspace('Not A Slug')).rejects.toMatchObject({ code: 'INVALID' });
    await expect(database.atTheDoor((tx) => findWorkspace(tx, 'none'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is listed for those who work in it, and for the console', async () => {
    const one = await aNewWorkspace('one');
    const two = await aNewWorkspace('two');
    const both = person('both');
    await database.inWorkspace(one.workspaceId, (tx) => addOperator(tx, one, both));
    const there = await database.inWorkspace(two.workspaceId, (tx) => addOperator(tx, two, both));
    const slugs = async () =>
      (await database.atTheDoor((tx) => workspacesOfUser(tx, both.userId))).map(({ slug }) => slug);
    expect(await slugs()).toEqual(['one', 'two']);
    await database.inWorkspace(two.workspaceId, (tx) => removeOperator(tx, two, there.id));
    expect(await slugs()).toEqual(['one']);
    expect((await database.atTheDoor(allWorkspaces)).map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['one', 'two']),
    );
  });
});

describe('an operator', () => {
  it('comes, is known with their queues, goes, and may come back', async () => {
    const system = await aNewWorkspace('people');
    const within = <Result>(work: (tx: Tx) => Promise<Result>) => database.inWorkspace(system.workspaceId, work);
    const olga = person('olga');
    const queue = await within((tx) => createQueue(tx, system, { name: 'Sales' }));
    const { id } = await within((tx) => addOperator(tx, system, { ...olga, queues: [queue.id] }));
    expect(await within((tx) => operatorOfUser(tx, system.workspaceId, olga.userId))).toEqual({
      type: 'operator',
      workspaceId: system.workspaceId,
      id,
      name: 'olga',
      role: 'operator',
      queues: [queue.id],
    });
    await expect(within((tx) => addOperator(tx, system, olga))).rejects.toMatchObject({ code: 'CONFLICT' });

    await within((tx) => removeOperator(tx, system, id));
    expect(await within((tx) => operatorOfUser(tx, system.workspaceId, olga.userId))).toBeNull();
    expect(await within((tx) => listOperators(tx, system))).toEqual([]);
    await expect(within((tx) => removeOperator(tx, system, id))).rejects.toMatchObject({ code: 'NOT_FOUND' });

    const again = await within((tx) => addOperator(tx, system, { ...olga, role: 'supervisor' }));
    expect(again.id).toBe(id);
    expect(await within((tx) => operatorOfUser(tx, system.workspaceId, olga.userId))).toMatchObject({
      role: 'supervisor',
      queues: [],
    });
  });

  it('is not removed when nobody could manage the workspace afterwards, even by two who remove each other at one moment', async () => {
    const system = await aNewWorkspace('last');
    const within = <Result>(work: (tx: Tx) => Promise<Result>) => database.inWorkspace(system.workspaceId, work);
    const [ada, eva] = await within(async (tx) => [
      await addOperator(tx, system, person('ada', 'administrator')),
      await addOperator(tx, system, person('eva', 'administrator')),
    ]);
    const removals = await Promise.allSettled(
      [ada, eva].map((one) => within((tx) => removeOperator(tx, system, one?.id ?? ''))),
    );
    expect(removals.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await within((tx) => listOperators(tx, system))).toHaveLength(1);
  });

  it('manages nothing unless they are an administrator', async () => {
    const { workspaceId } = await aNewWorkspace('rights');
    const olga: OperatorActor = {
      type: 'operator',
      workspaceId,
      id: crypto.randomUUID(),
      name: 'Olga',
      role: 'supervisor',
      queues: [],
    };
    const attempts: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => addOperator(tx, olga, person('friend')),
      (tx) => createQueue(tx, olga, { name: 'Mine' }),
      (tx) => createApiKey(tx, olga, { name: 'Mine', scopes: ['*'] }),
    ];
    for (const attempt of attempts) {
      await expect(database.inWorkspace(workspaceId, attempt)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});

describe('a queue', () => {
  it('has a name of its own, and members', async () => {
    const system = await aNewWorkspace('queues');
    await database.inWorkspace(system.workspaceId, async (tx) => {
      const sales = await createQueue(tx, system, { name: 'Sales', readers: 'hidden' });
      const { id, userId } = await addOperator(tx, system, person('olga'));
      const queuesOf = async () => (await operatorOfUser(tx, system.workspaceId, userId ?? ''))?.queues;
      await addQueueMember(tx, system, sales.id, id);
      await addQueueMember(tx, system, sales.id, id);
      expect(await queuesOf()).toEqual([sales.id]);
      await removeQueueMember(tx, system, sales.id, id);
      expect(await queuesOf()).toEqual([]);
      expect((await listQueues(tx, system)).map(({ name }) => name)).toEqual(['Customers', 'Sales']);
      await expect(createQueue(tx, system, { name: 'Sales' })).rejects.toMatchObject({ code: 'CONFLICT' });
    });
  });
});

describe('an API key', () => {
  it('is shown once, kept as a digest, known by its secret, and opens nothing once revoked', async () => {
    const system = await aNewWorkspace('with-keys');
    await database.inWorkspace(system.workspaceId, async (tx) => {
      const { id, key } = await createApiKey(tx, system, { name: 'Shop', scopes: ['contacts:read'], role: 'operator' });
      const read = readKey(key);
      expect(read).toMatchObject({ slug: 'with-keys', secret: expect.stringMatching(/^[\w-]{43}$/) });
      expect(JSON.stringify(await tx.selectFrom('apiKey').selectAll().execute())).not.toContain(read?.secret);
      const actor = await findKey(tx, system.workspaceId, read?.secret ?? '');
      expect(actor).toEqual({
        type: 'apiKey',
        workspaceId: system.workspaceId,
        id,
        name: 'Shop',
        role: 'operator',
        scopes: ['contacts:read'],
        queues: null,
      });
      expect(await listApiKeys(tx, system)).toMatchObject([{ id, name: 'Shop', lastUsedAt: expect.any(Date) }]);
      expect(await findKey(tx, system.workspaceId, 'A'.repeat(43))).toBeNull();
      await revokeApiKey(tx, system, id);
      expect(await findKey(tx, system.workspaceId, read?.secret ?? '')).toBeNull();
      await expect(revokeApiKey(tx, system, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it('is made for scopes that there are', async () => {
    const system = await aNewWorkspace('scopes');
    const make = (scopes: string[]) =>
      database.inWorkspace(system.workspaceId, (tx) => createApiKey(tx, system, { name: 'Shop', scopes }));
    await expect(make(['contacts:destroy'])).rejects.toMatchObject({ code: 'INVALID' });
    await expect(make([])).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('reads only as a key does', () => {
    expect(readKey(`vz_a-b_${'x_'.repeat(21)}x`)).toEqual({ slug: 'a-b', secret: `${'x_'.repeat(21)}x` });
    for (const wrong of ['', 'vz_a_', `vz__${'x'.repeat(43)}`, `vz_a_${'x'.repeat(42)}`, `vz_a_${'x'.repeat(43)} `]) {
      expect(readKey(wrong)).toBeNull();
    }
  });
});
