import { describe, expect, test } from 'vitest';
import { ChannelSettings } from '#contract/channel.ts';
import { trustAt } from '#contract/identifiers.ts';
import type { IncomingMessage } from '#contract/incoming-message.ts';
import type { LoadedChannel } from '../intake/load-channel.ts';
import { canonicalValue } from './canonical.ts';
import { evidenceOf } from './evidence.ts';
import { saidInFields } from './said-in-fields.ts';
import { identityCheck } from './signed-identity.ts';

const channel = (kind: string, settings: Partial<ChannelSettings> = {}): LoadedChannel => ({
  workspaceId: 'w',
  id: 'c',
  kind,
  name: kind,
  account: 'page-1',
  queueId: 'q',
  enabled: true,
  settings: ChannelSettings.parse(settings),
  country: 'CZ',
  queues: new Map(),
  fields: [],
  silentKinds: new Set(),
  keepsOut: false,
  maskCards: false,
  tagRules: [],
  routes: [],
  identities: identityCheck(null),
});
const customerNo: LoadedChannel['fields'][number] = {
  name: 'customer_no',
  kind: 'custom:customer_no',
  type: 'text',
  several: false,
  shape: '9999999',
  choices: [],
  filledBy: ['entryForm', 'signedIdentity'],
  place: 1,
};
const said = (
  kind: string,
  item: Partial<IncomingMessage> & Pick<IncomingMessage, 'from'>,
  settings: Partial<ChannelSettings> = {},
) =>
  evidenceOf(channel(kind, settings), {
    item: { id: '1', at: '2026-05-04T10:00:00Z', type: 'message', direction: 'in', ...item },
  }).map((one) => `${one.kind} ${one.account}${one.key} ${trustAt(one.trust)}`);

describe('What a message says of its client (R-ID-4)', () => {
  test('a provider’s own id has trust channel, and a WhatsApp number is evidence as that phone (R-ID-1)', () => {
    expect(said('whatsapp', { from: { kind: 'whatsapp', value: '420602000111' } })).toEqual([
      'whatsapp +420602000111 channel',
      'phone +420602000111 channel',
    ]);
  });

  test('a Viber id that is no number is no phone', () => {
    expect(said('viber', { from: { kind: 'viber', value: '01234567890A=' } })).toEqual(['viber 01234567890A= channel']);
  });

  test('scoped ids carry the channel’s account, and two pages’ ids never meet (R-ID-2)', () => {
    expect(said('facebook', { from: { kind: 'facebook', value: '77' } })).toEqual(['facebook page-177 channel']);
  });

  test('a caller’s number is forgeable, a browser id a claim, whatever the message says of itself', () => {
    expect(said('phone', { from: { kind: 'phone', value: '602 000 111', trust: 'signed' } })).toEqual([
      'phone +420602000111 network',
    ]);
    expect(said('webchat', { from: { kind: 'browser', value: 'b7e1', trust: 'proven' } })).toEqual([
      'browser b7e1 claimed',
    ]);
  });

  test('trust may be lowered, and further evidence is a claim as delivered', () => {
    const also = [{ kind: 'email' as const, value: 'Jana@Example.CZ ', trust: 'signed' as const }];
    expect(said('telegram', { from: { kind: 'telegram', value: '7', trust: 'network' }, also })).toEqual([
      'telegram 7 network',
      'email jana@example.cz claimed',
    ]);
    expect(said('telegram', { from: { kind: 'telegram', value: '7' }, also }, { otherTrust: 'operator' })[1]).toBe(
      'email jana@example.cz operator',
    );
  });

  test('of a message that goes out, the client is whom it goes to', () => {
    const item = {
      direction: 'out' as const,
      from: { kind: 'custom:operator' as const, value: 'eva' },
      client: { kind: 'telegram' as const, value: '7' },
    };
    expect(said('telegram', item)).toEqual(['telegram 7 channel']);
  });
});

describe('A field that identifies (R-ID-6)', () => {
  const inFields = (kind: string, item: Partial<IncomingMessage>, more: Partial<LoadedChannel> = {}) => {
    const on: LoadedChannel = { ...channel(kind), fields: [customerNo], ...more };
    const message = {
      item: {
        id: '1',
        at: '2026-05-04T10:00:00Z',
        type: 'message' as const,
        direction: 'in' as const,
        from: { kind: 'browser' as const, value: 'b7e1' },
        ...item,
      },
    };
    const { said: fields, warnings } = saidInFields(on, message.item, null);
    const evidence = evidenceOf(on, message, { fields }).map((one) => `${one.kind} ${one.key} ${trustAt(one.trust)}`);
    return { evidence, warnings };
  };

  test('is evidence when a form fills it in: a claim, as delivered', () => {
    const parameters = { customer_no: ' 7720418 ', other: 'x' };
    expect(inFields('webchat', { parameters })).toEqual({
      evidence: ['browser b7e1 claimed', 'custom:customer_no 7720418 claimed'],
      warnings: [],
    });
    const trusting = { settings: ChannelSettings.parse({ otherTrust: 'channel' }) };
    expect(inFields('webchat', { parameters }, trusting).evidence[1]).toBe('custom:customer_no 7720418 channel');
  });

  test('is a parameter and no more where it may not be filled in this way', () => {
    expect(inFields('custom', { parameters: { customer_no: '7720418' } })).toEqual({
      evidence: ['browser b7e1 claimed'],
      warnings: [],
    });
  });

  test('is no evidence with a value that is none, and the entry says why', () => {
    const { evidence, warnings } = inFields('webchat', { parameters: { customer_no: '12' } });
    expect(evidence).toEqual(['browser b7e1 claimed']);
    expect(warnings).toEqual([expect.stringMatching(/^field\.customer_no: “12” does not look like 9999999/)]);
  });

  test('has one canonical form, however it comes', () => {
    const also = [{ kind: 'custom:customer_no' as const, value: '\u200b7720418' }];
    expect(inFields('custom', { also }).evidence).toEqual([
      'browser b7e1 claimed',
      'custom:customer_no 7720418 claimed',
    ]);
    expect(inFields('custom', { also: [{ ...also[0]!, value: 'none' }] })).toMatchObject({
      evidence: ['browser b7e1 claimed'],
      warnings: [expect.stringContaining('field.customer_no')],
    });
  });
});

test('whom a mail names, its server knows; whom another channel’s item names, only who wrote it', () => {
  const item = {
    from: { kind: 'browser' as const, value: 'b7e1' },
    participants: [{ kind: 'email' as const, value: 'jana@example.cz', role: 'from' as const }],
  };
  expect(said('webchat', item)[1]).toBe('email jana@example.cz claimed');
  expect(said('email', { ...item, from: { kind: 'email', value: 'petr@example.cz' } })[1]).toBe(
    'email jana@example.cz network',
  );
});

describe('Canonical forms (R-ID-2)', () => {
  const key = (kind: 'email' | 'phone' | 'telegram', value: string, country?: string) =>
    canonicalValue({ kind, value }, country).key;

  test('an e-mail is trimmed, in lower case, its domain as A-labels, and nothing else is folded', () => {
    expect(key('email', ' Jana.Nová+tag@Příklad.example ')).toBe('jana.nová+tag@xn--pklad-zsa96e.example');
    expect(key('email', 'j.ana@example.com')).not.toBe(key('email', 'jana@example.com'));
  });

  test('a national number is read in its country; one that cannot be read is kept as given and matches only itself', () => {
    expect(key('phone', '602 000 111', 'CZ')).toBe('+420602000111');
    expect(key('phone', '00420 602 000 111')).toBe('+420602000111');
    expect(key('phone', '123', 'CZ')).toBe('123');
    expect(key('phone', 'ask at the desk', 'CZ')).toBe('ask at the desk');
  });

  test('ids are exact: case and form are theirs', () => {
    expect(key('telegram', 'AbC')).toBe('AbC');
  });

  test('a value longer than an index can hold has a key of its own all the same', () => {
    const [a, b] = ['x'.repeat(1_900), `${'x'.repeat(1_899)}y`];
    expect(key('telegram', a)).not.toBe(key('telegram', b));
    expect(Buffer.byteLength(key('telegram', a))).toBeLessThan(600);
  });
});
