import type {
  CallbackTimes,
  MessageTaken,
  PlannedCall,
  Session,
  WidgetEntries,
  WidgetEntry,
  WidgetSettings,
} from '#contract/widget.ts';
import { openAnswering } from './answering.ts';
import { followSite } from './follow-site.ts';
import type { Keep } from './keep.ts';
import { listen } from './listen.ts';
import { onWake } from './on-wake.ts';
import { newUnsent, type Unsent } from './outbox.ts';
import { sendInOrder } from './send-in-order.ts';
import { type Server, ServerError } from './server.ts';
import type { Parameters, Shown } from './shown.ts';
import { openSigning } from './signing.ts';

interface Chat {
  settings: WidgetSettings;
  server: Server;
  keep: Keep;
  language: 'en' | 'cs';
  onChange(): void;
}

/** Milliseconds. `blip`: a break that short is none. */
const times = { typing: 6_000, tellTyping: 3_000, blip: 1_500, patience: 120_000 };

/** One visitor's conversation: what was said, what is on its way, and how far. Whatever cannot be sent now stays, and goes later under the same id. */
export function openChat({ settings, server, keep, language, onChange }: Chat) {
  const { kept } = keep;
  const entries = new Map<string, WidgetEntry>();
  let [state, operator]: [WidgetEntries['state'], string | null] = ['none', null];
  let call: PlannedCall | null = null;
  let [isConnected, toldTypingAt, person] = [true, 0, 0];
  let lost: ReturnType<typeof setTimeout> | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;
  let ear: ReturnType<typeof listen> | null = null;
  let beginning: Promise<Session> | null = null;
  let parameters: Parameters | null = null;
  kept.unsent = kept.unsent
    .filter((one) => one.state !== 'sent')
    .map((one) => (one.isWithout ? { ...one, state: 'failed' } : one));

  function changed(): void {
    keep.save();
    onChange();
  }

  /** The session, begun or gone on with at the first need of it. */
  function session(): Promise<Session> {
    beginning ??= begin().catch((error: unknown) => {
      beginning = null;
      throw error;
    });
    return beginning;
  }

  async function begin(): Promise<Session> {
    const { origin, pathname } = location; // what follows ? and # is the site's own business
    const page = {
      url: origin + pathname,
      title: document.title.slice(0, 500),
      ...(document.referrer && { referrer: document.referrer.slice(0, 2_000) }),
    };
    const browser = keep.remembered()?.browser;
    take(await server.post<Session>('sessions', { page, language, ...(browser && { browser }) }));
    if (settings.remembers === 'always') remember(true);
    if (parameters) await server.post('parameters', { parameters });
    parameters = null;
    return kept.session as Session;
  }

  /** Another token is another visitor, who sees nothing of the one before. */
  function take(now: Session): void {
    if (kept.session && kept.session.token !== now.token) {
      entries.clear();
      [state, operator, call] = ['none', null, null];
      ear?.close();
      ear = null;
      if (keep.remembered()) keep.remember(now);
    }
    kept.session = now;
    if (now.conversationId) hear();
    changed();
  }

  /** Somebody is signed in, or nobody any more. */
  function signedIn(now: Session): void {
    beginning = Promise.resolve(now);
    if (now.token !== kept.session?.token) {
      [kept.unsent, kept.draft] = [[], '']; // the words of the one before
      person += 1;
    }
    take(now);
  }

  function hear(): void {
    ear ??= listen(server, {
      onEntries: heard,
      onTyping() {
        clearTimeout(typing);
        typing = setTimeout(stopTyping, times.typing);
        onChange();
      },
      onConnection(isOn) {
        clearTimeout(lost);
        if (!isOn) lost = setTimeout(() => connected(false), times.blip);
        else if (!isConnected) {
          connected(true);
          void send();
        }
      },
      onOver: over,
    });
  }

  function connected(isOn: boolean): void {
    isConnected = isOn;
    onChange();
  }

  function stopTyping(): void {
    clearTimeout(typing);
    typing = undefined;
    onChange();
  }

  function heard(list: WidgetEntries): void {
    for (const entry of list.entries) {
      if (entry.from === 'operator' && !entries.has(entry.id)) stopTyping();
      entries.set(entry.id, entry);
      kept.unsent = kept.unsent.filter(({ id }) => id !== entry.messageId);
    }
    [state, operator, call] = [list.state, list.operator, list.call];
    see();
    changed();
  }

  const answers = () => [...entries.values()].filter(({ from }) => from === 'operator');

  function see(): void {
    for (const { at } of kept.isOpen ? answers() : []) if (at > kept.seenAt) kept.seenAt = at;
  }

  /** The server knows this session no more: what was not sent goes with a new one. */
  function over(): void {
    beginning = null;
    kept.session = null;
    entries.clear();
    [state, operator, call, ear] = ['none', null, null, null];
    changed();
    if (kept.unsent.some((one) => one.state === 'waiting')) void send();
  }

  const waiting = () => kept.unsent.find((one) => one.state === 'waiting');
  const send = sendInOrder(waiting, sendOne, changed);

  async function sendOne(message: Unsent): Promise<void> {
    try {
      const { token } = await session();
      const { id, text, attachments } = message;
      const files = attachments.map(({ name, type, content }) => ({ name, type, content }));
      const taken = await server.post<MessageTaken>('messages', { id, text, attachments: files }, times.patience);
      message.state = 'sent';
      begun(token, taken.conversationId);
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      if (error.status === 401) {
        ear?.close();
        over();
      }
      if (error.status === 401 || error.isPassing) throw error;
      message.state = 'failed';
      changed();
    }
  }

  /** Their conversation, as the server has just made or found it; unless they are another person by now. */
  function begun(token: string, conversationId: string | null): void {
    if (conversationId && kept.session?.token === token) kept.session = { ...kept.session, conversationId };
    if (conversationId) hear();
    changed();
  }

  function remember(isWanted: boolean): void {
    if (isWanted && kept.session) keep.remember(kept.session);
    else if (!isWanted) keep.forget();
    onChange();
  }

  onWake(
    () => {
      ear?.wake();
      void send();
    },
    () => {
      ear?.cut();
      connected(false);
    },
  );
  const signing = openSigning({ server, keep, session, signedIn, onChange });
  const answering = openAnswering(server, session, begun, (planned) => {
    call = planned;
  });
  const site = followSite({ settings, server, session, onChange, onOver: over, isOpen: () => kept.isOpen });
  const remembered = settings.remembers === 'never' ? null : keep.remembered();
  if (!kept.session && remembered)
    kept.session = { ...remembered, conversationId: null, signedInAs: null, signedInWith: null };
  if (kept.session)
    void session().catch(() => {
      if (kept.session?.conversationId) hear();
    });
  if (waiting()) void send();

  return {
    shown: (): Shown => ({
      settings: { ...settings, ...site.hours() },
      invitation: kept.session?.conversationId ? null : site.invitation(),
      call,
      signInFailed: signing.hasFailed(),
      entries: [...entries.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
      unsent: kept.unsent,
      state,
      operator,
      isTyping: typing !== undefined,
      isConnected: isConnected && navigator.onLine,
      signedInAs: kept.session?.signedInAs ?? null,
      mustEnter: site.hours().open && settings.entry !== null && !kept.session?.conversationId,
      person,
      unread: kept.isOpen ? 0 : answers().filter(({ at }) => at > kept.seenAt).length,
    }),
    write(text: string, attachments: Unsent['attachments']) {
      kept.unsent.push(newUnsent(text, attachments));
      changed();
      void send();
    },
    again(id: string) {
      kept.unsent = kept.unsent.map((one) => (one.id === id ? { ...one, state: 'waiting' } : one));
      changed();
      void send();
    },
    discard(id: string) {
      kept.unsent = kept.unsent.filter((one) => one.id !== id);
      changed();
    },
    ...answering,
    async cancelCall() {
      if (call) await server.post(`callback/${call.id}/cancel`);
      call = null;
      changed();
    },
    callTimes: () => server.get<CallbackTimes>('callback'),
    /** Answers what an operator said first. */
    async answerInvitation(accepted: boolean) {
      const now = await session();
      site.answered();
      const { conversationId } = await server.post<{ conversationId: string | null }>('invitation', { accepted });
      begun(now.token, conversationId);
    },
    consent: site.consent,
    remember,
    isRemembered: () => keep.remembered() !== null,
    tellTyping() {
      if (!kept.session?.conversationId || Date.now() - toldTypingAt < times.tellTyping) return;
      toldTypingAt = Date.now();
      void server.post('typing').catch(() => {});
    },
    saw(isOpen: boolean) {
      kept.isOpen = isOpen;
      see();
      if (isOpen && kept.session) void session().catch(() => {});
      if (isOpen) site.look();
      changed();
    },
    ...signing.verbs,
    async set(given: Parameters) {
      if (kept.session) await server.post('parameters', { parameters: given });
      else parameters = { ...parameters, ...given };
    },
    file: (id: string) => server.file(`attachments/${id}`),
  };
}

export type OpenChat = ReturnType<typeof openChat>;
