import { sql } from 'kysely';
import { answerAccess } from '#domain/access/answer-access.ts';
import { askAccess } from '#domain/access/ask-access.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { linkConversation } from '#domain/conversations/link-conversation.ts';
import { mergeConversations } from '#domain/conversations/merge/merge-conversations.ts';
import { unlinkConversation } from '#domain/conversations/unlink-conversation.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import { does } from './desk-steps.ts';
import {
  type Card,
  cardOf,
  cardRoot,
  decides,
  isAdmin,
  isMember,
  isSupervisor,
  key,
  mayKnowOf,
  mayRead,
  partsOf,
  queueOf,
  rootOf,
  seesCard,
  type Talk,
  talksOf,
  type World,
} from './model.ts';

/** Two conversations of one client become one (R-HIS-8): who may see both merges them, and from then on both are seen by those who see the target. */
export async function mergeTalks(world: World, who: number, one: number, other: number): Promise<void> {
  const [target, gone] = [rootOf(world, world.talks[one]!), rootOf(world, world.talks[other]!)];
  const cards = new Set([cardOf(world, target), cardOf(world, gone)].filter((card) => card !== null));
  const fits = target !== gone && cards.size < 2 && gone.asked.length === 0;
  const goes = mayRead(world, who, target) && mayRead(world, who, gone) && fits;
  const merged = await does(world, goes, ['mergeTalks', who, target, gone], (tx) =>
    mergeConversations(tx, world.people[who]!, { id: target.id, other: gone.id }),
  );
  if (!merged) return;
  const parts = partsOf(world, gone);
  const before = [...partsOf(world, target), ...parts].map((talk) => ({
    talk,
    card: talk.card,
    isDecided: talk.isDecided,
  }));
  const card = target.card === null ? gone : target;
  const [linkedTo, isDecided] = [card.card, card.isDecided];
  joinWorkers(world, target, gone);
  const tags = new Set(target.tags);
  for (const tag of gone.tags) target.tags.add(tag);
  gone.mergedInto = target.place;
  for (const { talk } of before) Object.assign(talk, { card: linkedTo, isDecided });
  world.done.push({
    verb: 'mergeTalks',
    changeId: merged.changeId!,
    talks: [target.place, gone.place],
    cards: [],
    takeBack: () => {
      gone.mergedInto = null;
      target.tags = tags;
      for (const { talk, ...was } of before) Object.assign(talk, was);
    },
  });
}

/** Who works on the one that goes works on the target too, unless they may not know of it; nobody of one that is closed. */
function joinWorkers(world: World, target: Talk, gone: Talk): void {
  const mayJoin = (who: number) =>
    isAdmin(who) || isMember(world, who, target) || queueOf(world, target).readers !== 'hidden';
  const { state, assignee } = target;
  const isFree = assignee === null && state !== 'open';
  const isHeld = gone.assignee !== null && (gone.state !== 'closed' || state === 'closed');
  const inherits = isFree && isHeld && mayJoin(gone.assignee!);
  const open = state === 'closed' ? gone.state : state;
  const workers = gone.state === 'closed' ? [] : [gone.assignee, ...gone.collaborators].filter((who) => who !== null);
  if (inherits) target.assignee = gone.assignee;
  target.state = open === 'waiting' && target.assignee !== null ? 'open' : open;
  if (inherits) target.tookPart.add(gone.assignee!);
  for (const who of workers.filter((one) => one !== target.assignee && mayJoin(one))) {
    target.tookPart.add(who);
    target.collaborators.add(who);
  }
}

/** Two cards become one: who sees both, and reads all their conversations or is a supervisor. */
export async function mergeCards(world: World, who: number, one: number, other: number): Promise<void> {
  const [kept, gone] = [cardRoot(world, one), cardRoot(world, other)];
  const seen = seesCard(world, who, kept) && seesCard(world, who, gone);
  const readsAll = [...talksOf(world, kept), ...talksOf(world, gone)].every((talk) => mayRead(world, who, talk));
  const goes = kept !== gone && seen && (isSupervisor(who) || readsAll);
  const merged = await does(world, goes, ['mergeCards', who, kept, gone], (tx) =>
    mergeContacts(tx, world.people[who]!, { id: kept.id, ids: [gone.id] }),
  );
  if (!merged) return;
  gone.mergedInto = kept.place;
  const takeBack = () => {
    gone.mergedInto = null;
  };
  world.done.push({
    verb: 'mergeCards',
    changeId: merged.changeId!,
    talks: [],
    cards: [kept.place, gone.place],
    takeBack,
  });
}

/** Links a conversation to a card, or takes it from its card: the whole one, with all that reads as part of it. */
export async function link(world: World, who: number, place: number, to: number | null): Promise<void> {
  const talk = rootOf(world, world.talks[place]!);
  const [from, target] = [cardOf(world, talk), to === null ? null : cardRoot(world, to)];
  const goes = mayRead(world, who, talk) && (target === null || seesCard(world, who, target));
  const changed = await does(world, goes, ['link', who, talk, target], (tx) => linked(tx, world, who, talk, target));
  if (!changed) return;
  // said again of the card that it is with already, it stays under that of the family which it was linked to
  const named = from === target ? [talk.card] : [talk.card, target?.place];
  const cards = named.filter((one) => one !== null && one !== undefined);
  const before = partsOf(world, talk).map((part) => ({ part, card: part.card, isDecided: part.isDecided }));
  for (const { part } of before) Object.assign(part, { card: from === target ? part.card : (target?.place ?? null) });
  if (!changed.changeId) return;
  for (const { part } of before) part.isDecided = true;
  const takeBack = () => {
    for (const { part, ...was } of before) Object.assign(part, was);
  };
  world.done.push({
    verb: 'link',
    changeId: changed.changeId,
    talks: [talk.place],
    cards: [...new Set(cards)],
    takeBack,
  });
}

function linked(
  tx: Parameters<typeof linkConversation>[0],
  { people }: World,
  who: number,
  { id }: Talk,
  target: Card | null,
): Promise<{ changeId: string | null }> {
  const actor = people[who]!;
  return target === null
    ? unlinkConversation(tx, actor, { id, values: 'none' })
    : linkConversation(tx, actor, { id, contactId: target.id, identifiers: [] });
}

/** The latest merge or link is undone by an administrator: all is as it was. Who works on conversations that were parted is read anew, since that is no right. */
export async function undoLatest(world: World): Promise<void> {
  const latest = world.done.pop();
  if (!latest) return;
  const { workspace } = world;
  await does(world, true, ['undo', latest], (tx) => undoChange(tx, workspace.admin, latest.changeId));
  latest.takeBack();
  if (latest.verb === 'mergeTalks') for (const place of latest.talks) await learnWorkers(world, world.talks[place]!);
}

async function learnWorkers({ workspace, people }: World, talk: Talk): Promise<void> {
  const placeOf = (id: string) => people.findIndex((one) => one.id === id);
  const { rows } = await workspace.within((tx) =>
    sql<{ state: Talk['state']; assigneeId: string | null; tookPart: string[]; collaborators: string[] }>`
      select c.state, c.assignee_id, array(select t.operator_id from conversation_operator t where t.conversation_id = c.id and t.until is null) as took_part,
        array(select t.operator_id from conversation_operator t where t.conversation_id = c.id and t.collaborates) as collaborators
      from conversation c where c.id = ${talk.id}`.execute(tx),
  );
  const { state, assigneeId, tookPart, collaborators } = rows[0]!;
  Object.assign(talk, {
    state,
    assignee: assigneeId === null ? null : placeOf(assigneeId),
    tookPart: new Set(tookPart.map(placeOf)),
    collaborators: new Set(collaborators.map(placeOf)),
  });
}

/** Asks for a look at what one knows of and may not read. */
export async function askForLook(world: World, who: number, place: number): Promise<void> {
  const talk = rootOf(world, world.talks[place]!);
  const isAsked = world.requests.some((one) => one.talk === talk.place && one.by === who && one.state === 'asked');
  const goes = mayKnowOf(world, who, talk) && !mayRead(world, who, talk) && !isAsked;
  const asked = await does(world, goes, ['ask', who, talk], (tx) =>
    askAccess(tx, world.people[who]!, { id: world.talks[place]!.id, why: 'The client asks', days: 1 }),
  );
  if (asked) world.requests.push({ id: asked.id, talk: talk.place, by: who, state: 'asked' });
}

/** Grants the first that is asked, or ends the first that is granted. */
export async function answerLook(world: World, who: number, answer: 'grant' | 'withdraw'): Promise<void> {
  const request = world.requests.find(({ state }) => state === (answer === 'grant' ? 'asked' : 'granted'));
  if (!request || who === key) return;
  const talk = rootOf(world, world.talks[request.talk]!);
  const isFit = request.by !== who && queueOf(world, talk).readers !== 'hidden';
  await does(world, isFit && decides(world, who, talk), ['answer', answer, who, request, talk], (tx) =>
    answerAccess(tx, world.people[who]!, { id: request.id, answer, reason: null }),
  ).then((answered) => {
    if (!answered) return;
    if (answer === 'withdraw') world.requests.splice(world.requests.indexOf(request), 1);
    else request.state = 'granted';
    if (answer === 'grant') talk.looks.add(request.by);
    else for (const one of new Set([talk, world.talks[request.talk]!])) one.looks.delete(request.by);
  });
}
