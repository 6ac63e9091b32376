import fc from 'fast-check';
import { numberOfPeople, readers, steppedTalks } from './model.ts';

const deskVerbs = [
  ...(['accept', 'accept', 'takeOver', 'toQueue', 'toQueue', 'toColleague', 'invite', 'invite'] as const),
  ...(['yes', 'yes', 'yes', 'no', 'leave', 'close', 'reopen'] as const),
];
const otherVerbs = [
  ...(['member', 'member', 'readers', 'askForLook', 'askForLook', 'grant', 'grant', 'withdraw'] as const),
  ...([
    'mergeTalks',
    'mergeTalks',
    'mergeTalks',
    'mergeCards',
    'mergeCards',
    'link',
    'link',
    'unlink',
    'undo',
    'undo',
  ] as const),
];

/** One thing that one of them does. */
export const step = fc.record({
  verb: fc.constantFrom(...deskVerbs, ...otherVerbs),
  who: fc.nat({ max: numberOfPeople - 1 }),
  whom: fc.nat({ max: numberOfPeople - 1 }),
  talk: fc.nat({ max: steppedTalks - 1 }),
  other: fc.nat({ max: steppedTalks - 1 }),
  card: fc.nat({ max: 3 }),
  otherCard: fc.nat({ max: 3 }),
  queue: fc.nat({ max: 2 }),
  kind: fc.constantFrom(...readers),
});
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
