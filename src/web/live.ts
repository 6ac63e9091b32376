import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { LiveEvent } from '#contract/live.ts';
import { cached } from './api.ts';
import { freshenRows } from './desk/freshen-rows.ts';
import { knownConversations } from './desk/known-conversations.ts';
import { notePerson } from './live-people.ts';
import { listenTo } from './live-source.ts';
import { noteSeen } from './note-seen.ts';

/** News waits this long, in milliseconds, for an answer to an own step that is under way; and no longer than that in all. */
const heldFor = 50;
const mostHeld = 1_000;

/**
 * The stream of live events of a workspace: each makes the answers stale that it touches, and the screen asks anew for what it
 * shows. After a break everything shown is asked again, since news may have passed by.
 * @param me who listens; undefined until it is known.
 * @param since where it was when that was told, so that nothing is missed of what was asked between then and the opening of the stream.
 * @returns whether the stream is up (it is given two seconds before anybody is told that it is not).
 */
export function useLive(slug: string, me: string | undefined, since: string | undefined): boolean {
  const cache = useQueryClient();
  const [connected, setConnected] = useState(true);
  const from = useRef(since); // of the first answer: all others were asked after it
  from.current ??= since;

  useEffect(() => {
    if (me === undefined) return;
    let told: ReturnType<typeof setTimeout> | undefined;
    let broken = false;
    // An import makes hundreds of events a second: what they touch is asked for at once, then once a second
    const stale = new Map<string, readonly unknown[]>();
    const rows = new Set<string>();
    const cards = new Set<number>();
    let asked = 0;
    let pause: ReturnType<typeof setTimeout> | undefined;

    const close = listenTo(`/api/v1/live?${new URLSearchParams({ workspace: slug, since: from.current ?? '' })}`, {
      onOpen() {
        clearTimeout(told);
        told = undefined;
        setConnected(true);
        if (broken) void cache.invalidateQueries();
        broken = false;
      },
      onBreak() {
        broken = true;
        told ??= setTimeout(() => setConnected(false), 2_000);
      },
      // what was missed is asked anew; who may listen no more is told so by the server, and leaves
      named: {
        reset: () => void cache.invalidateQueries(),
        over: () => void cache.invalidateQueries({ queryKey: cached.me.key() }),
      },
      onMessage(data) {
        const event = JSON.parse(data) as LiveEvent;
        notePerson(event);
        if (event.what === 'seen' && event.operator?.id === me && event.conversationId)
          noteSeen(cache, event.conversationId); // in another tab, maybe
        for (const key of staleKeys(event, me)) stale.set(JSON.stringify(key), key);
        if (event.conversationId && event.what !== 'typing' && event.what !== 'seen') rows.add(event.conversationId);
        if (event.what !== 'message') for (const id of event.contactIds ?? []) cards.add(id);
        if (stale.size === 0) return;
        pause ??= setTimeout(askAnew, Math.max(20, asked + 1_000 - Date.now()));
      },
    });
    let held = 0;
    function askAnew() {
      // What an own step does shows together with what is said of it, and with its Undo
      held = cache.isMutating() > 0 && held < mostHeld ? held + heldFor : 0;
      pause = held > 0 ? setTimeout(askAnew, heldFor) : undefined;
      if (held > 0) return;
      asked = Date.now();
      for (const id of knownConversations(cache, cards)) {
        rows.add(id);
        void cache.invalidateQueries({ queryKey: cached.conversations.read.key({ input: { id } }) });
      }
      for (const queryKey of stale.values()) void cache.invalidateQueries({ queryKey });
      if (rows.size > 0) freshenRows(cache, [...rows]);
      stale.clear();
      rows.clear();
      cards.clear();
    }
    return () => {
      clearTimeout(told);
      clearTimeout(pause);
      close();
    };
  }, [slug, me, cache]);

  return connected;
}

function staleKeys({ topic, conversationId, contactIds = [], what, operator }: LiveEvent, me: string) {
  const keys: (readonly unknown[])[] = [];
  if (what === 'typing') return keys;
  if (what === 'seen') return operator?.id === me ? [cached.conversations.counts.key()] : keys;
  if (what === 'own') return operator?.id === me ? [cached.me.settings.key()] : keys;
  if (topic !== 'contact') keys.push(cached.board.key());
  if (topic === 'desk') keys.push(cached.operators.key(), cached.queues.key(), cached.conversations.counts.key());
  if (topic === 'desk' && what === 'settings') {
    keys.push(cached.me.key()); // role, or the access itself
    keys.push(
      cached.conversationTags.key(),
      cached.tagRules.key(),
      cached.routingRules.key(),
      cached.templates.key(),
      cached.forms.key(),
      cached.workspace.key(),
    );
  }
  if (what === 'access') keys.push(cached.accessRequests.key());
  if (what === 'blocked') keys.push(cached.blockedSenders.key(), cached.conversations.list.key());
  if (conversationId) {
    keys.push(
      cached.conversations.counts.key(),
      cached.conversations.read.key({ input: { id: conversationId } }),
      cached.conversations.entries.key({ input: { id: conversationId } }),
      cached.conversations.way.key({ input: { id: conversationId } }),
    );
  }
  for (const id of contactIds) {
    keys.push(cached.contacts.history.key({ input: { id } }));
    if (what !== 'message') keys.push(cached.contacts.read.key({ input: { id } }));
  }
  if (contactIds.length > 0) keys.push(cached.contacts.list.key());
  if (contactIds.length > 0 && what !== 'message') keys.push(cached.duplicates.key());
  return keys;
}
