import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Tx } from '#db/database.ts';
import type { KeyActor, OperatorActor } from '#domain/operators/actor.ts';
import { setPresence } from '#domain/operators/presence.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, anOperator, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { type Card, isAdmin, isSupervisor, type Readers, type Talk, type World } from './model.ts';

const words = ['alfa', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf'];
/** The card of each conversation; the sixth has none, and the last is marked as spam. */
const cardsOfTalks = [0, 0, 1, 2, 0, null, 2];
/** How many days after the beginning each was last written in: what is hidden of a card would move it among the others. */
const lastDays = [30, 20, 24, 15, 10, 8, 12];
/** Whose addresses stand in copy. */
const copied: Record<number, string[]> = { 1: ['card2@example.com'], 3: ['card1@example.com'] };
/** Cards that the conversation of nobody may be with. */
export const suggestedCards = [1, 2] as const;
/** Whose conversation names another one: what it follows, what it seems to answer. */
export const namedTalks = { related: [1, 0], looksLikeReplyTo: [1, 2] } as const;
const numberOfCards = 4;

/**
 * A company of five with three queues, seven conversations and four cards, and beside each what else may tell of it: an attachment, a follow-up, a value that came
 * from it, a pair of duplicates, a visitor, a blocked sender, conversations that name each other.
 * @param memberships the places of the queues that each is a member of.
 */
export async function aWorld(database: Database, memberships: number[][], kinds: Readers[]): Promise<World> {
  const workspace = await aWorkspace(database);
  const { workspaceId, within } = workspace;
  const settings = { deliverTo: 'https://example.com/replies' };
  const channels = {
    whatsapp: await aChannel(workspace, { kind: 'whatsapp', name: 'WhatsApp', settings }),
    email: await aChannel(workspace, { kind: 'email', name: 'Mails' }),
  };
  const queues: World['queues'] = [];
  for (const [place, kind] of kinds.entries()) {
    const members = new Set(memberships.flatMap((own, who) => (own.includes(place) ? who : [])));
    const name = `Queue-${place}-of-${kind}`;
    const id = await within((tx) => aQueue(tx, workspaceId, { name, readers: kind }));
    queues.push({ id, name, readers: kind, members });
    // nobody is asked for by a channel of the queue but its own people
    await aChannel(workspace, { kind: 'sms', name: `Texts-${place}`, queue: id, settings });
  }
  const people = await thePeople(workspace, memberships, queues);
  const cards = await theCards(workspace);
  const { talks, owners } = await theTalks(workspace, { channels, queues, cards });
  const away = await within((tx) => anOperator(tx, workspaceId, { name: 'Away', queues: queues.map(({ id }) => id) }));
  const visitor = { id: randomUUID(), queue: 1, talk: 0, card: 2 };
  const world: World = {
    ...{ workspace, queues, people, talks, cards, owners, requests: [], done: [] },
    extras: { channels, visitor, away },
  };
  await within((tx) => besides(tx, world));
  return world;
}

async function thePeople(
  { workspaceId, within }: Workspace,
  memberships: number[][],
  queues: World['queues'],
): Promise<World['people']> {
  const people: OperatorActor[] = [];
  for (const [who, own] of memberships.entries()) {
    const role = isAdmin(who) ? 'administrator' : isSupervisor(who) ? 'supervisor' : 'operator';
    const ids = [...new Set(own)].map((place) => queues[place]!.id);
    const actor = await within((tx) => anOperator(tx, workspaceId, { name: `Person ${who}`, role, queues: ids }));
    await within((tx) => setPresence(tx, actor, { state: 'ready', reason: null }));
    people.push(actor);
  }
  return people;
}

/** A program that was given the first queue. */
export function aKey({ workspace, queues }: World): KeyActor {
  const { workspaceId } = workspace;
  const [first] = queues;
  return {
    type: 'apiKey',
    workspaceId,
    id: randomUUID(),
    name: 'Key',
    role: 'operator',
    scopes: ['*'],
    queues: [first!.id],
  };
}

async function theCards(workspace: Workspace): Promise<Card[]> {
  const cards: Card[] = [];
  for (let place = 0; place < numberOfCards; place++) {
    const name = `Card-${place}-named`;
    const { id } = await aContact(workspace, { name, email: `card${place}@example.com` });
    // what the directory exports has a column of its own for it
    const trait = JSON.stringify({
      [`trait${place}`]: { value: 'x', source: 'operator', rank: 6, at: '2026-05-01T00:00:00Z' },
    });
    await workspace.within((tx) =>
      sql`update contact set attributes = attributes || ${trait}::jsonb where id = ${id}`.execute(tx),
    );
    cards.push({ place, id, name, mergedInto: null });
  }
  return cards;
}

const day = 86_400_000;

async function theTalks(
  workspace: Workspace,
  { channels, queues, cards }: { channels: Record<string, string>; queues: World['queues']; cards: Card[] },
): Promise<Pick<World, 'talks' | 'owners'>> {
  const talks: Talk[] = [];
  const owners = new Map(cards.map(({ place }) => [`card${place}@example.com`, place]));
  const begin = Date.now() - 40 * day;
  for (const [place, word] of words.entries()) {
    const [queue, card] = [place % queues.length, cardsOfTalks[place] ?? null];
    const channel = place % 2 === 0 ? 'whatsapp' : 'email';
    const [firstAt, lastAt] = [new Date(begin + place * day), new Date(begin + (lastDays[place] ?? 0) * day)];
    const own = `+42060277100${card === null ? 0 : place}`; // the unknown one writes from the number of the first
    const values = [own, ...(copied[place] ?? [])];
    const id = await aConversationWith(workspace, {
      channelId: channels[channel]!,
      queue: queues[queue]!.id,
      contactId: card === null ? null : cards[card]!.id,
      state: place === 6 ? 'closed' : 'waiting',
      subject: `about ${word}`,
      at: firstAt,
      entries: [
        { text: `words ${word}`, at: firstAt },
        { text: `more words ${word}`, at: lastAt },
      ],
      participants: values.map((value, n) => ({
        kind: value.includes('@') ? 'email' : 'phone',
        value,
        role: n === 0 ? 'from' : 'cc',
        at: firstAt,
      })),
      ...(card === null && { link: unknownBut(cards) }),
    });
    if (card !== null) {
      owners.set(own, card);
      await workspace.within((tx) => ownValue(tx, workspace.workspaceId, { card: cards[card]!.id, own, id, place }));
    }
    talks.push({
      ...{
        place,
        id,
        word,
        queue,
        state: place === 6 ? 'closed' : 'waiting',
        assignee: null,
        card,
        channel,
        values,
        firstAt,
        lastAt,
      },
      ...{
        tookPart: new Set(),
        tags: new Set([`tag-${word}`]),
        collaborators: new Set(),
        asked: [],
        looks: new Set(),
        isDecided: false,
        mergedInto: null,
      },
    });
  }
  return { talks, owners };
}

/** A value that stands on a card and came from a conversation. */
async function ownValue(
  tx: Tx,
  workspaceId: string,
  { card, own, id, place }: { card: number; own: string; id: string; place: number },
): Promise<void> {
  const source = JSON.stringify({ by: 'channel', name: senderOf(place), conversationId: id });
  await sql`insert into identifier (workspace_id, kind, key, state, owner_id) values (${workspaceId}, 'phone', ${own}, 'owned', ${card})`.execute(
    tx,
  );
  await sql`insert into contact_identifier (workspace_id, contact_id, kind, key, id, display, trust, source, main, first_seen)
    select ${workspaceId}, ${card}, 'phone', ${own}, gen_random_uuid(), ${own}, 3, ${source}::jsonb,
      not exists (select from contact_identifier where contact_id = ${card} and kind = 'phone'), ${new Date()}`.execute(
    tx,
  );
}

/** The name of the channel that brought a value: told to those who may know of its conversation. */
export const senderOf = (place: number) => `sender-${place}-told`;

/** Nobody was linked, since two cards match. */
function unknownBut(cards: Card[]): unknown {
  const evidence = { kind: 'phone', value: '+420602771000', display: '+420 602 771 000', trust: 'claimed' };
  const rejected = suggestedCards.map((place) => ({
    contactId: cards[place]!.id,
    reason: 'severalCards',
    evidence,
    strength: 'claimed',
  }));
  return { rule: 'nothingMatched', evidence: null, strength: null, rejected, at: new Date().toISOString(), by: null };
}

/** What else may tell of conversations and cards. */
async function besides(
  tx: Tx,
  { workspace: { workspaceId }, talks, cards, queues, people, extras }: World,
): Promise<void> {
  const at = new Date();
  for (const { id, word } of talks) {
    await sql`update conversation set tags = array[${`tag-${word}`}], parameters = ${JSON.stringify({ code: word })}::jsonb where id = ${id}`.execute(
      tx,
    );
    await sql`insert into attachment (workspace_id, id, conversation_id, entry_id, name, type, size, place)
      select ${workspaceId}, id, ${id}, id, ${`${word}.txt`}, 'text/plain', 1, 0 from entry where conversation_id = ${id} order by at limit 1`.execute(
      tx,
    );
    await sql`insert into follow_up (workspace_id, id, conversation_id, kind, due_at, planned_by)
      values (${workspaceId}, ${randomUUID()}, ${id}, 'reminder', ${new Date(at.getTime() + day)}, ${JSON.stringify({ id: people[0]!.id, name: 'Person 0' })}::jsonb)`.execute(
      tx,
    );
    await sql`insert into blocked_sender (workspace_id, id, kind, key, display, how, conversation_id)
      values (${workspaceId}, ${randomUUID()}, 'phone', ${`+4206000000${word.length}${word}`}, 'somebody', 'blocked', ${id})`.execute(
      tx,
    );
  }
  const name = (place: number, field: string, other: number) =>
    sql`update conversation set details = details || ${JSON.stringify({ [field]: talks[other]!.id })}::jsonb where id = ${talks[place]!.id}`.execute(
      tx,
    );
  for (const [field, [place, other]] of Object.entries(namedTalks)) await name(place, field, other);
  await sql`update conversation set thread = 'id:' || id where channel_id = ${extras.channels.whatsapp}`.execute(tx);
  await sql`update conversation set kept_out = 'spam' where id = ${talks[6]!.id}`.execute(tx);
  await sql`insert into identifier (workspace_id, kind, key, state) values (${workspaceId}, 'email', ${sharedValue}, 'shared')`.execute(
    tx,
  );
  for (const place of sharedBy) {
    await sql`insert into contact_identifier (workspace_id, contact_id, kind, key, id, display, trust, source, main, first_seen)
      values (${workspaceId}, ${cards[place]!.id}, 'email', ${sharedValue}, gen_random_uuid(), ${sharedValue}, 2, '{"by":"operator"}', false, ${at})`.execute(
      tx,
    );
  }
  for (const [a, b] of pairs) {
    await sql`insert into duplicate_pair (workspace_id, a_id, b_id, score, reasons) values (${workspaceId}, ${cards[a]!.id}, ${cards[b]!.id}, 0.9, '[]')`.execute(
      tx,
    );
  }
  await theVisitor(
    tx,
    { workspaceId, talk: talks[extras.visitor.talk]!, card: cards[extras.visitor.card]!, id: extras.visitor.id },
    extras.channels,
  );
  await sql`update channel set queue_id = ${queues[extras.visitor.queue]!.id} where id = ${extras.channels.whatsapp}`.execute(
    tx,
  );
}

/** A value that several people use, and the cards it stands on. */
export const sharedValue = 'shared@example.com';
export const sharedBy = [1, 2] as const;

/** Cards that may be one client, by their places. */
export const pairs = [
  [0, 1],
  [2, 3],
] as const;

/** Somebody on the site: signed in as a client who has a card, and the writer of a conversation. */
async function theVisitor(
  tx: Tx,
  { workspaceId, talk, card, id }: { workspaceId: string; talk: Talk; card: Card; id: string },
  channels: World['extras']['channels'],
): Promise<void> {
  const at = new Date(Date.now() + 3_600_000); // the clock of the test is never before it
  await sql`update conversation set thread = ${`id:${id}`} where id = ${talk.id}`.execute(tx);
  await sql`insert into visitor (workspace_id, id, channel_id, token_hash, browser, subject, signed_in_as, identified_at)
    values (${workspaceId}, ${id}, ${channels.whatsapp}, ${Buffer.from(id)}, 'browser', ${id}, 'Somebody', ${at})`.execute(
    tx,
  );
  await sql`insert into visitor_here (workspace_id, visitor_id, channel_id, since, at) values (${workspaceId}, ${id}, ${channels.whatsapp}, ${at}, ${at})`.execute(
    tx,
  );
  await sql`insert into identifier (workspace_id, kind, key, state, owner_id) values (${workspaceId}, 'subject', ${id}, 'owned', ${card.id})`.execute(
    tx,
  );
  await sql`insert into contact_identifier (workspace_id, contact_id, kind, key, id, display, trust, source, main, first_seen)
    values (${workspaceId}, ${card.id}, 'subject', ${id}, gen_random_uuid(), ${id}, 5, '{"by":"operator"}', true, ${at})`.execute(
    tx,
  );
}
