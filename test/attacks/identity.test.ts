import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '#domain/operators/api-keys.ts';
import { type AttackedCompany, anAttackedCompany } from '../support/attacked-company.ts';

let victim: AttackedCompany;
beforeAll(async () => {
  victim = await anAttackedCompany();
});
afterAll(() => victim.app.close());

describe('A claim', () => {
  const claims: Record<string, Record<string, unknown>> = {
    'of an address': { also: [{ kind: 'email', value: 'jana@example.cz' }] },
    'of an address, said to be signed': { also: [{ kind: 'email', value: 'jana@example.cz', trust: 'signed' }] },
    'of a number': { also: [{ kind: 'phone', value: '602000111', trust: 'proven' }] },
    'of a customer number': { parameters: { customer_no: '7720418' } },
    'of a customer number as an identifier': {
      also: [{ kind: 'custom:customer_no', value: '7720418', trust: 'channel' }],
    },
    'of a signed-in subject': { also: [{ kind: 'subject', value: 'jana', trust: 'signed' }] },
    'to be that subject': { from: { kind: 'subject', value: 'jana', trust: 'signed', name: 'Eve' } },
    'to be that address': { from: { kind: 'email', value: 'jana@example.cz', trust: 'signed', name: 'Eve' } },
    'of a participant of a mail that is none': {
      participants: [{ kind: 'email', value: 'jana@example.cz', role: 'from', name: 'Eve' }],
    },
    'in a token of nobody': { identity: new UnsecuredJWT({ sub: 'jana', aud: 'victim' }).encode() },
  };

  for (const [what, item] of Object.entries(claims)) {
    test(`${what} links nobody, changes nothing of their card and tells nothing of it`, async () => {
      const before = await victim.everything();
      const { told, answer } = await victim.say(item);
      expect(answer.status).toBe(200);
      expect(told).toEqual({ id: expect.any(String), result: 'accepted', contactId: null });
      expect(answer.text).not.toContain('Horáková');
      expect(await victim.linkedTo(told.id)).not.toBe(victim.jana);
      expect(await victim.everything()).toEqual(before);
    });
  }

  test('repeated twenty times over stays a claim', async () => {
    const before = await victim.everything();
    const item = { from: { kind: 'browser', value: 'b-again' }, also: [{ kind: 'email', value: 'jana@example.cz' }] };
    for (let n = 0; n < 20; n++) expect(await victim.linkedTo((await victim.say(item)).told.id)).toBeNull();
    expect(await victim.everything()).toEqual(before);
  });

  test('of two clients’ values does not make them one', async () => {
    const { body } = await victim.app.call('POST', '/api/v1/contacts', {
      headers: victim.company.key,
      body: { name: 'Eva', identifiers: [{ kind: 'email', value: 'eva@example.cz' }] },
    });
    const before = await victim.everything();
    const { told } = await victim.say({
      also: [
        { kind: 'email', value: 'jana@example.cz' },
        { kind: 'email', value: 'eva@example.cz' },
      ],
    });
    expect(await victim.linkedTo(told.id)).toBeNull();
    expect(await victim.everything()).toEqual(before);
    expect(
      (await victim.app.call('GET', `/api/v1/contacts/${body.id}`, { headers: victim.company.key })).body.version,
    ).toBe(1);
  });

  test('does not tell whether the directory has an address: the answer reads the same', async () => {
    const known = await victim.say({ also: [{ kind: 'email', value: 'jana@example.cz' }] });
    const unknown = await victim.say({ also: [{ kind: 'email', value: 'nobody-has-this@example.cz' }] });
    const shape = ({ answer }: typeof known) => [answer.status, answer.text.replace(/m-\d+|[0-9a-f-]{36}/g, '…')];
    expect(shape(unknown)).toEqual(shape(known));
  });

  test('opens nothing to who may only hand over messages', async () => {
    const { told } = await victim.say({ also: [{ kind: 'email', value: 'jana@example.cz' }] });
    for (const path of [
      `/conversations/${told.id}`,
      `/conversations/${told.id}/earlier`,
      `/contacts/${victim.jana}`,
      '/signed-identity',
      `/channels/${victim.chat}`,
    ])
      expect([path, (await victim.app.call('GET', `/api/v1${path}`, { headers: victim.widget })).status]).toEqual([
        path,
        403,
      ]);
    const linked = await victim.app.call('POST', `/api/v1/conversations/${told.id}/link`, {
      headers: victim.widget,
      body: { contactId: victim.jana },
    });
    expect(linked.status).toBe(403);
  });
});

describe('A twin of an address', () => {
  /** What reads like jana@example.cz to a person, or to a careless comparison. */
  const others = {
    'a Cyrillic а in the domain': 'jana@ex\u0430mple.cz',
    'a Cyrillic а before the @': 'j\u0430na@example.cz',
    'full-width letters before the @': '\uff4aana@example.cz',
    'a soft tag': 'jana+1@example.cz',
    'a dot': 'j.ana@example.cz',
    'another domain that begins alike': 'jana@example.cz.example.com',
    'a dotless ı': 'jan\u0131@example.cz',
    'a combining mark': 'jan\u00e1@example.cz',
  };
  const same = {
    capitals: 'JANA@EXAMPLE.CZ',
    'a full stop behind the domain': 'jana@example.cz.',
    'full-width letters in the domain, which the name system reads as plain ones': 'jana@\uff45xample.cz',
    'what nobody sees': 'ja\u200bna@example.cz\u200e',
  };
  let trusted: string;
  beforeAll(async () => {
    trusted = await victim.channel('custom', { ownTrust: 'channel' });
  });
  const seen = async (value: string) =>
    (await victim.say({ from: { kind: 'email', value }, conversation: value }, trusted)).told.contactId;

  test('is another address, however alike it looks', async () => {
    for (const [what, value] of Object.entries(others)) {
      const contactId = await seen(value);
      expect([what, contactId], what).toEqual([what, expect.any(Number)]);
      expect([what, contactId]).not.toEqual([what, victim.jana]);
    }
  });

  test('is the same address where mail servers and the name system say so', async () => {
    for (const [what, value] of Object.entries(same)) expect([what, await seen(value)]).toEqual([what, victim.jana]);
  });

  test('composed or decomposed is one, and an İ is no i', async () => {
    const [composed, decomposed] = ['ža\u010d@example.cz'.normalize('NFC'), 'ža\u010d@example.cz'.normalize('NFD')];
    const first = await seen(composed);
    expect(await seen(decomposed)).toBe(first);
    expect(await seen('\u0130@example.cz')).not.toBe(await seen('i@example.cz'));
  });
});

describe('Merging and taking apart as a takeover', () => {
  const make = async (name: string, email: string) => {
    const body = { name, identifiers: [{ kind: 'email', value: email }] };
    return (await victim.app.call('POST', '/api/v1/contacts', { headers: victim.company.key, body })).body as {
      id: number;
      version: number;
      identifiers: { id: string }[];
    };
  };
  const ownerOf = (email: string) =>
    victim.app.database.inWorkspace(victim.company.workspaceId, async (tx) =>
      tx.selectFrom('identifier').select(['state', 'ownerId']).where('key', '=', email).executeTakeFirst(),
    );
  const merge = (into: { id: number }, ids: number[], headers: Record<string, string>) =>
    victim.app.call('POST', `/api/v1/contacts/${into.id}/merge`, {
      headers: { ...headers, 'if-match': '"1"' },
      body: { ids },
    });

  test('is for who has the right: a key that hands over messages, or only reads, merges nothing', async () => {
    const [mine, theirs] = [await make('Eve', 'eve@example.com'), await make('Victim', 'victim@example.com')];
    const { key } = await victim.app.database.inWorkspace(victim.company.workspaceId, (tx) =>
      createApiKey(tx, victim.company.system, { name: 'Reads', scopes: ['contacts:read', 'conversations:write'] }),
    );
    for (const headers of [victim.widget, { authorization: `Bearer ${key}` }])
      expect((await merge(mine, [theirs.id], headers)).status).toBe(403);
    expect(await ownerOf('victim@example.com')).toEqual({ state: 'owned', ownerId: theirs.id });
  });

  test('undoing a merge hands no value to a card that somebody else has it on by now', async () => {
    const [one, two] = [await make('One', 'one@example.com'), await make('Two', 'two@example.com')];
    const { body: merged } = await merge(one, [two.id], victim.company.key);
    const read = await victim.app.call('GET', `/api/v1/contacts/${one.id}`, { headers: victim.company.key });
    const moved = (read.body.identifiers as { id: string; display: string }[]).find(
      ({ display }) => display === 'two@example.com',
    );
    const edited = await victim.app.call('PATCH', `/api/v1/contacts/${one.id}`, {
      headers: { ...victim.company.key, 'if-match': read.headers.get('etag') ?? '' },
      body: { identifiers: { remove: [moved?.id] } },
    });
    expect(edited.status).toBe(200);
    const third = await make('Three', 'two@example.com');
    const undone = await victim.app.call('POST', `/api/v1/changes/${merged.changeId}/undo`, {
      headers: victim.company.key,
      body: {},
    });
    expect(undone.status).toBe(200);
    expect(await ownerOf('two@example.com')).toEqual({ state: 'owned', ownerId: third.id });
    const { told } = await victim.say({ from: { kind: 'email', value: 'two@example.com' } });
    expect(await victim.linkedTo(told.id)).not.toBe(two.id);
  });
});
