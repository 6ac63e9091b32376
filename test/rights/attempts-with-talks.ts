import { randomUUID } from 'node:crypto';
import { answerAccess } from '#domain/access/answer-access.ts';
import { askAccess } from '#domain/access/ask-access.ts';
import { begunThread } from '#domain/conversations/begin/begun-thread.ts';
import { leaveConversation } from '#domain/conversations/desk/leave-conversation.ts';
import { redirectConversation } from '#domain/conversations/desk/redirect-conversation.ts';
import { previewMerge } from '#domain/conversations/merge/preview-merge.ts';
import { changesToUndo } from '#domain/history/changes-to-undo.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import { tellWaiting } from '#domain/replies/automatic/tell-waiting.ts';
import { type Asking, placesOf, queuePlaces, those, tried, unlessRefused, type Way } from './asking.ts';
import {
  decides,
  isMemberOf,
  isRoot,
  isSupervisor,
  key,
  knowsQueue,
  mayKnowOf,
  mayRead,
  mayWork,
  numberOfPeople,
  queueOf,
  rootOf,
  type Talk,
} from './model.ts';

/** What a verb comes to with each conversation: the code, since the same words must stand for what is not there and what one may not see. */
const withEach = (
  work: (asking: Asking, talk: Talk) => Parameters<typeof tried>[1],
  told: (asking: Asking, talk: Talk) => string,
): Way => ({
  seen: async (asking) => {
    const seen = [];
    for (const talk of asking.world.talks) seen.push([talk.place, (await tried(asking, work(asking, talk))).code]);
    return { seen };
  },
  told: (asking) => asking.world.talks.map((talk) => [talk.place, told(asking, talk)]),
});
const isPerson = ({ who }: Asking) => who !== key;
const isSupervisorHere = (asking: Asking) => isPerson(asking) && isSupervisor(asking.who);

/** What a verb about conversations comes to, without doing it. */
export const attemptsWithTalks: Record<string, Way> = {
  'asking for a look': withEach(
    ({ actor }, { id }) =>
      (tx) =>
        askAccess(tx, actor, { id, why: 'The client asks', days: 1 }),
    ({ world, who }, talk) => {
      if (who === key) return 'FORBIDDEN';
      if (!mayKnowOf(world, who, talk)) return 'NOT_FOUND';
      const root = rootOf(world, talk);
      const isAsked = world.requests.some((one) => one.talk === root.place && one.by === who && one.state === 'asked');
      return mayRead(world, who, talk) || isAsked ? 'CONFLICT' : 'done';
    },
  ),
  'answering who asks for a look': {
    seen: async (asking) => {
      const seen = [];
      for (const { id, state } of asking.world.requests) {
        const answer = state === 'asked' ? 'grant' : 'withdraw';
        seen.push((await tried(asking, (tx) => answerAccess(tx, asking.actor, { id, answer, reason: null }))).code);
      }
      return { seen };
    },
    told: ({ world, who }) =>
      world.requests.map(({ talk: place, by }) => {
        const talk = world.talks[place]!;
        if (who === key) return 'FORBIDDEN';
        if (!mayKnowOf(world, who, talk) || !(by === who || decides(world, who, talk))) return 'NOT_FOUND';
        if (by === who || !isSupervisor(who)) return 'FORBIDDEN';
        return queueOf(world, talk).readers === 'hidden' ? 'CONFLICT' : 'done';
      }),
  },
  'working on a conversation': withEach(
    ({ actor, world }, { id }) =>
      (tx) =>
        leaveConversation(tx, actor, { id, operator: world.extras.away.id }),
    ({ world, who }, talk) => {
      if (who === key) return 'FORBIDDEN';
      return mayRead(world, who, talk) && !mayWork(world, who, rootOf(world, talk)) ? 'FORBIDDEN' : 'NOT_FOUND'; // who is away is in none
    },
  ),
  'seeing beforehand how two would merge': {
    seen: async (asking) => {
      const { world, actor } = asking;
      const [first] = world.talks.filter((talk) => isRoot(talk) && mayRead(world, asking.who, talk));
      if (!first) return { seen: [] };
      const raw: unknown[] = [];
      for (const talk of world.talks.slice(0, 3)) {
        raw.push(await unlessRefused(asking, (tx) => previewMerge(tx, actor, { id: first.id, other: talk.id })));
      }
      return { seen: raw.flatMap((one, place) => (one === null ? [] : place)), raw };
    },
    told: (asking) => those(asking, (talk) => talk.place < 3 && mayRead(asking.world, asking.who, talk)),
  },
  'redirecting to a queue': {
    seen: async (asking) => {
      const [running] = handed(asking);
      if (!running) return { seen: [] };
      const seen = [];
      for (const { id } of asking.world.queues) {
        seen.push(
          (await tried(asking, (tx) => redirectConversation(tx, asking.actor, { id: running.id, queue: id }))).code,
        );
      }
      return { seen };
    },
    told: (asking) =>
      handed(asking).length === 0
        ? []
        : asking.world.queues.map((_, place) => (knowsQueue(asking.world, asking.who, place) ? 'done' : 'NOT_FOUND')),
  },
  'being told where a colleague would find it': {
    seen: async (asking) => {
      const { world, actor } = asking;
      const [running] = handed(asking);
      if (!running) return { seen: [] };
      const { code, data } = await tried(asking, (tx) =>
        redirectConversation(tx, actor, { id: running.id, to: world.extras.away.id }),
      );
      return {
        seen: [
          code,
          queuePlaces(
            asking,
            ((data.queues ?? []) as { id: string }[]).map(({ id }) => id),
          ),
        ],
      };
    },
    told: (asking) => {
      const { world, who } = asking;
      return handed(asking).length === 0
        ? []
        : ['CONFLICT', world.queues.flatMap((_, place) => (knowsQueue(world, who, place) ? place : []))];
    },
  },
  'beginning where a conversation runs': {
    seen: async (asking) => {
      const seen = [];
      for (const talk of ofNumbers(asking)) {
        const value = { kind: 'phone' as const, account: '', key: talk.values[0]! };
        let related: string | null = null;
        const channelId = asking.world.extras.channels[talk.channel as 'whatsapp' | 'email'];
        const { code, data } = await tried(asking, async (tx) => {
          ({ related } = await begunThread(tx, asking.actor, channelId, value, randomUUID()));
        });
        seen.push([talk.place, code, placesOf(asking, [related ?? (data.conversationId as string | null)])]);
      }
      return { seen };
    },
    told: (asking) => {
      const { world, who } = asking;
      return ofNumbers(asking).map((talk) => {
        if (!mayKnowOf(world, who, talk)) return [talk.place, 'done', []];
        const root = rootOf(world, talk);
        return [
          talk.place,
          root.state === 'closed' ? 'done' : 'CONFLICT',
          mayRead(world, who, talk) ? [root.place] : [],
        ];
      });
    },
  },
  'telling those who wait in a queue': {
    seen: async (asking) => {
      const seen = [];
      for (const { id } of asking.world.queues) {
        seen.push((await tried(asking, (tx) => tellWaiting(tx, asking.actor, { mail: true }, { id }))).code);
      }
      return { seen };
    },
    told: (asking) => {
      const { world, who } = asking;
      return world.queues.map(({ readers }, place) => {
        if (!isSupervisorHere(asking)) return 'FORBIDDEN';
        return who === numberOfPeople - 1 || isMemberOf(world, who, place) || readers === 'everyone'
          ? 'CONFLICT'
          : 'NOT_FOUND';
      });
    },
  },
  'undoing what somebody linked': {
    seen: async (asking) => {
      const links = linksOf(asking);
      const { ids } = await asking.within((tx) =>
        changesToUndo(
          tx,
          asking.actor,
          { verbs: ['linkConversation', 'unlinkConversation'], from: '2000-01-01T00:00:00Z' },
          500,
        ),
      );
      const alone: boolean[] = [];
      for (const { changeId } of links)
        alone.push((await tried(asking, (tx) => undoChange(tx, asking.actor, changeId))).code !== 'NOT_FOUND');
      return { seen: links.map(({ changeId }, n) => [n, ids.includes(changeId), alone[n]]) };
    },
    told: (asking) =>
      linksOf(asking).map(({ talks }, n) => {
        const isRead = mayRead(asking.world, asking.who, asking.world.talks[talks[0]!]!);
        return [n, isRead, isRead];
      }),
  },
};

/** A conversation that runs, which a supervisor may hand over: the first. */
function handed(asking: Asking): Talk[] {
  const { world, who } = asking;
  if (!isSupervisorHere(asking) || who === numberOfPeople - 1) return [];
  const isFree = (talk: Talk) => isRoot(talk) && talk.state !== 'closed' && talk.asked.length === 0;
  return world.talks.filter((talk) => isFree(talk) && mayRead(world, who, talk)).slice(0, 1);
}

/** Conversations whose number nobody else writes from on their channel. */
function ofNumbers({ world }: Asking): Talk[] {
  return world.talks.filter(({ channel }) => channel === 'whatsapp');
}

function linksOf({ world }: Asking) {
  return world.done.filter(({ verb }) => verb === 'link');
}
