const newId = '0b3f2a44-6c1d-4f0e-9d52-1c2b3a4d5e6f';

/** What each operation takes that needs more than the ids of its path. A new operation needs its line here. */
export const bodies: Record<string, (ids: Ids) => unknown> = {
  setUp: () => ({
    token: 'none',
    workspace: { name: 'New', slug: 'new' },
    operator: { name: 'Eve', email: 'eve@example.com', password: 'long enough 1' },
  }),
  'me.edit': () => ({ language: 'en' }),
  'me.editSettings': () => ({ letters: true }),
  'operators.add': () => ({ name: 'Ours', email: 'ours@example.com' }),
  'operators.edit': () => ({ name: 'Changed' }),
  'operators.deactivate': () => ({}),
  'operators.bringBack': () => ({}),
  'operators.signInLink': () => ({}),
  'contacts.create': () => ({ name: 'Ours' }),
  'contacts.edit': () => ({ name: 'Changed' }),
  'contacts.bin': () => undefined,
  'contacts.restore': () => ({}),
  'contacts.putByIdentifier': () => ({ name: 'Changed' }),
  'contacts.merge': ({ contact }) => ({ ids: [contact + 1] }),
  'contacts.split': () => ({ tags: ['none'] }),
  'contacts.begin': ({ channel, conversation, entry }) => ({
    conversationId: conversation,
    replyId: entry,
    channelId: channel,
    to: { kind: 'email', value: 'nobody@example.com' },
    text: 'Changed',
  }),
  'fields.create': () => ({ name: 'ours', label: { en: 'Ours' } }),
  'fields.edit': () => ({ label: { en: 'Changed' } }),
  'fields.delete': () => undefined,
  'excludedValues.add': () => ({ kind: 'email', value: 'ours@example.com' }),
  'excludedValues.remove': ({ value }) => ({ kind: 'email', value }),
  'duplicates.decide': () => ({ decision: 'notDuplicate' }),
  'duplicates.find': () => ({}),
  'views.create': () => ({ name: 'Ours', query: {} }),
  'views.edit': () => ({ name: 'Changed' }),
  'views.delete': () => undefined,
  'conversations.link': ({ contact }) => ({ contactId: contact }),
  'conversations.unlink': () => ({}),
  'conversations.addContact': () => ({ name: 'Changed' }),
  'conversations.editClient': () => ({ name: 'Changed' }),
  'conversations.accept': () => ({}),
  'conversations.redirect': ({ queue }) => ({ queue }),
  'conversations.invite': ({ operator }) => ({ to: operator }),
  'conversations.answer': () => ({ answer: 'accept' }),
  'conversations.leave': ({ operator }) => ({ operator }),
  'conversations.close': () => ({}),
  'conversations.finish': () => ({ result: 'solved' }),
  'conversations.moreTime': () => ({}),
  'followUps.plan': ({ conversation }) => ({ conversationId: conversation, kind: 'callback', dueAt: inADay() }),
  'followUps.change': () => ({ note: 'Changed' }),
  'followUps.cancel': () => ({}),
  'followUps.restore': () => ({}),
  'followUps.attempt': () => ({ result: 'reached' }),
  'conversations.reopen': () => ({}),
  'conversations.seen': () => ({}),
  'conversations.typing': () => ({}),
  'me.presence': () => ({ state: 'ready' }),
  'queues.create': () => ({ name: 'Ours' }),
  'queues.edit': () => ({ name: 'Changed' }),
  'queues.tellWaiting': () => ({}),
  'workspace.edit': () => ({ name: 'Ours' }),
  'conversations.refuse': () => ({ answer: 'justThisConversation' }),
  'conversations.answerContrary': () => ({ answer: 'keep' }),
  'conversations.linkEarlier': ({ conversation }) => ({ conversations: [conversation] }),
  'conversations.verify': () => ({ how: 'questions', result: 'verified' }),
  'conversations.edit': () => ({ parameters: { changed: 'yes' }, tags: { add: ['Changed'] } }),
  'conversations.block': () => ({ how: 'spam' }),
  'conversations.redact': () => ({}),
  'conversations.askAccess': () => ({ why: 'Ours', days: 1 }),
  'blockedSenders.lift': () => ({}),
  'accessRequests.answer': () => ({ answer: 'takeBack' }),
  'retention.preview': ({ queue }) => ({ scope: 'queue', id: queue, kind: 'text', period: 30 }),
  'retention.set': ({ queue }) => ({ scope: 'queue', id: queue, kind: 'text', period: 30, sure: true }),
  'retention.takeBack': ({ queue }) => ({ scope: 'queue', id: queue, kind: 'text' }),
  'contacts.hold': () => ({ reason: 'Ours' }),
  'conversations.hold': () => ({ reason: 'Ours' }),
  'holds.lift': () => ({}),
  'conversations.merge': ({ conversation }) => ({ other: conversation }),
  'forms.create': () => aForm('Ours'),
  'forms.edit': () => aForm('Changed'),
  'forms.delete': () => undefined,
  'forms.restore': () => ({}),
  'forms.send': ({ form, entry }) => ({ formId: form, sendId: entry }),
  'forms.takeOver': () => ({}),
  'forms.dismiss': () => ({}),
  'conversationTags.save': () => ({ name: 'Ours' }),
  'conversationTags.rename': ({ tag }) => ({ name: tag, to: 'Changed' }),
  'tagRules.create': () => aRule('ours'),
  'tagRules.edit': () => aRule('changed'),
  'tagRules.delete': () => undefined,
  'routingRules.create': ({ queue }) => aRoute('ours', queue),
  'routingRules.edit': ({ queue }) => aRoute('changed', queue),
  'routingRules.delete': () => undefined,
  'conversations.verifyCode': () => ({ code: '123456' }),
  'signedIdentity.edit': () => ({
    algorithm: 'HS256',
    key: 'ours alone, of forty characters or more..',
    audience: 'ours',
  }),
  'signedIdentity.remove': () => undefined,
  'channels.edit': () => ({ name: 'Changed' }),
  'channels.editSignIn': () => ({ google: { clientId: 'ours', secret: 'ours' } }),
  'visitors.invite': () => ({ text: 'Ours' }),
  'channels.deliver': () => ({ url: 'https://ours.example.com/replies' }),
  'conversations.reply': ({ contact }) => ({ replyId: newId, text: 'Ours', contactId: contact }),
  'conversations.takeBack': () => ({}),
  'conversations.tryAgain': () => ({}),
  'conversations.note': () => ({ noteId: newId, text: 'Ours' }),
  'conversations.saveDraft': () => ({ mode: 'reply', text: 'Ours', contactId: null }),
  'templates.create': () => ({ name: 'Ours', texts: { en: 'Ours' } }),
  'templates.edit': () => ({ name: 'Changed', texts: { en: 'Changed' } }),
  'templates.delete': () => undefined,
  'templates.restore': () => ({}),
  'templates.star': () => ({ starred: true }),
  'channels.inbound': () => [anItem('intruder-1')],
  'changes.undo': () => ({}),
  'changes.undoMany': () => ({ rule: 'matched' }),
  'imports.mail': () => 'no mailbox without a name',
  'imports.contacts': () => 'no file without a name',
  'imports.adjust': () => ({ match: 'update' }),
  'imports.start': () => ({}),
  'imports.cancel': () => ({}),
};

export interface Ids {
  contact: number;
  conversation: string;
  entry: string;
  attachment: string;
  change: string;
  view: string;
  field: string;
  template: string;
  form: string;
  followUp: string;
  blockedSender: string;
  accessRequest: string;
  hold: string;
  tag: string;
  tagRule: string;
  routingRule: string;
  visitor: string;
  /** An e-mail address that one of their cards has, and that never identifies. */
  value: string;
  channel: string;
  queue: string;
  operator: string;
  import: string;
}

/** The same time tomorrow. */
export function inADay(): string {
  return new Date(Date.now() + 86_400_000).toISOString();
}

/** An event of the generic channel. */
export function anItem(id: string) {
  return {
    id,
    at: '2026-05-04T10:00:00Z',
    from: { kind: 'whatsapp', value: '+420601000001', name: 'Petr' },
    text: 'Ahoj',
  };
}

/** A form of one field. */
export function aForm(name: string) {
  return { kind: 'hero', name, fields: [{ id: 'name', type: 'text', label: { en: name }, fills: 'name' }] };
}

/** A rule that finds one word. */
export function aRule(word: string) {
  return { tag: word, words: [word] };
}

/** A rule that sends what holds a word to a queue. */
export function aRoute(word: string, queueId: string) {
  return { name: word, parameter: ':text', value: word, queueId };
}
