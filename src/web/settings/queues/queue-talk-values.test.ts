import { expect, it } from 'vitest';
import { badVariable, isTalkWhole, talkInput, talkOf } from './queue-talk-values.ts';

it('keeps what a queue says through its form, and leaves out what is empty (R-DSK-6)', () => {
  const given = {
    hours: null,
    replies: { closed: { en: 'We open {{workspace.opens}}.' }, waiting: { cs: 'Trvá to.' } },
  };
  const values = talkOf(given);
  expect(values.replies.greeting).toEqual({ en: '', cs: '' });
  expect(talkInput({ ...values, replies: { ...values.replies, greeting: { en: '  ', cs: '' } } })).toEqual(given);
});

it('finds variables that nobody could fill in, and hours that are none', () => {
  expect([badVariable('Dear {{client.name}}'), badVariable('{{operator.name}}')]).toEqual([undefined, 'operator.name']);
  const values = talkOf({ hours: null, replies: {} });
  expect(isTalkWhole(values)).toBe(true);
  expect(isTalkWhole({ ...values, hours: { timeZone: 'Nowhere', week: [] } })).toBe(false);
});
