/**
 * One part of two records that is compared, on a scale of levels from alike to unlike, with what is believed of it before a workspace has
 * taught better: how often each level shows between two records of one client, carefully (`clean`) and carelessly written (`dirty`), and
 * between two records that have nothing to do with each other (`chance`). Round guesses, made before any data were seen.
 */
export interface Field {
  readonly key: FieldKey;
  readonly levels: readonly string[];
  readonly clean: readonly number[];
  readonly dirty: readonly number[];
  readonly chance: readonly number[];
  /** Per explanation: the share of its pairs that agree here for that reason; the others do by chance. */
  readonly shares: Readonly<Record<Explanation, number>>;
  /** How often each level shows where a pair agrees for an explanation's reason, if that is not as between records of one client. */
  readonly own?: Partial<Record<Explanation, readonly number[]>>;
}

/**
 * What two records with something in common may be: one client; one client who has moved; two who live together; relatives elsewhere;
 * two who work together; namesakes, as the branches of a firm; sisters, as the departments and daughters of one house, whose names are alike and
 * told apart by a word.
 */
export const explanations = ['same', 'moved', 'home', 'relatives', 'office', 'namesake', 'sister'] as const;
export type Explanation = (typeof explanations)[number];

export type FieldKey = (typeof fieldKeys)[number];
export const fieldKeys = [
  'given',
  'family',
  'order',
  'title',
  'birthDate',
  'phone',
  'firmPhone',
  'email',
  'roleEmail',
  'identifier',
  'number',
  'street',
  'postcode',
  'city',
  'cityHere',
  'region',
  'regionHere',
  'country',
  'company',
] as const;

const nameLevels = 'same variant typo similar initial differs';
const cityLevels = 'same typo similar differs';

/**
 * In per cent: carefully written, carelessly written, by chance; then the shares of moved, home, relatives, office, namesake, sister.
 * `firmPhone` is the number where one of two records is a firm's: branches often share one; `roleEmail` a mailbox of an office. `cityHere` is
 * the city of two records of one postcode, `regionHere` the region of one postcode or city: they hardly tell more.
 */
export const fields: readonly Field[] = [
  field('given', nameLevels, '80 5 6 2 2 5', '45 5 20 12 3 15', '1 .5 .5 2 .2 96', '1 .02 .05 0 .97 0'),
  field('family', nameLevels, '85 2 6 2 1 4', '45 2 23 14 1 15', '.2 .1 .2 2 .1 97', '1 1 1 0 .97 0'),
  field('order', 'straight swapped', '67 33', '67 33', '67 67', '1 1 1 0 1 1'),
  {
    ...field(
      'title',
      'same within nearly mostly coded other some differs',
      '48 19 11 8 4 2 4 4',
      '19 19 19 16 8 3 9 7',
      '.02 .02 .02 .1 .02 .2 9 90',
      '1 .1 .1 .1 1 1',
    ),
    own: { namesake: shareOf('50 18 9 7 .5 9 3.5 3'), sister: shareOf('1 13 1 36 .5 14 24.5 10') },
  },
  field(
    'birthDate',
    'same swapped edit parts near year differs',
    '92 1 3 1.5 .5 .5 1.5',
    '55 3 14 8 7 5 8',
    '.005 .005 .2 .5 1 1.5 96.8',
    '1 .01 .01 0 0 0',
  ),
  phone('phone', '1 .4 .3 .3 .02 .6'),
  phone('firmPhone', '1 .4 .3 .3 .4 .6'),
  field(
    'email',
    'same local edit domain differs',
    '60 5 4 3 28',
    '50 6 12 4 28',
    '.001 .01 .01 .3 99.7',
    '1 .2 .2 .05 .05 .05',
  ),
  {
    ...field('roleEmail', 'same domain', '95 5', '95 5', '.01 .3', '1 .2 .2 .6 .4 .8'),
    own: { sister: shareOf('60 40') },
  },
  field('identifier', 'same', '100', '100', '.01', '1 .1 .1 .05 .02 .02'),
  field('number', 'same near differs', '85 6 9', '65 17 18', '2 10 88', '.02 .97 0 .7 .02 .85'),
  field(
    'street',
    'same nearly mostly half differs',
    '75 12 5 3 5',
    '40 28 14 8 10',
    '.1 .1 .5 3 96.3',
    '.02 .97 .02 .7 .03 .85',
  ),
  field('postcode', 'same edit edits differs', '88 4 3 5', '65 15 12 8', '.2 1 5 93.8', '.15 .97 .15 .75 .1 .9'),
  field('city', cityLevels, '82 8 3 7', '50 26 10 14', '1 .2 1 97.8', '.3 .97 .3 .8 .15 .95'),
  field('cityHere', cityLevels, '90 6 2 2', '60 25 8 7', '60 2 3 35', '.97 .97 .97 .97 .97 .97'),
  field('region', 'same edit differs', '90 4 6', '75 12 13', '15 1 84', '.6 .97 .6 .85 .4 .95'),
  field('regionHere', 'same edit differs', '95 3 2', '80 13 7', '90 1 9', '.97 .97 .97 .97 .97 .97'),
  field('country', 'same differs', '99 1', '97 3', '80 20', '.9 .98 .9 .95 .8 .98'),
  field('company', 'same nearly mostly differs', '70 10 5 15', '50 15 10 25', '.5 .2 1 98.3', '1 .05 .05 .9 .5 .5'),
];

/** Who lives together shares a given name this much more rarely than strangers do. */
export const rarelyShared = 0.2;

function phone(key: FieldKey, shares: string): Field {
  return {
    ...field(key, 'same edit edits trunk differs', '75 3 1 1 20', '55 15 7 3 20', '.001 .005 .02 .2 99.8', shares),
    own: { sister: shareOf('60 2 1 32 5') },
  };
}

function field(key: FieldKey, levels: string, clean: string, dirty: string, chance: string, shares: string): Field {
  const [moved = 0, home = 0, relatives = 0, office = 0, namesake = 0, sister = 0] = shares.split(' ').map(Number);
  return {
    key,
    levels: levels.split(' '),
    clean: shareOf(clean),
    dirty: shareOf(dirty),
    chance: chance.split(' ').map((part) => Number(part) / 100),
    shares: { same: 1, moved, home, relatives, office, namesake, sister },
  };
}

function shareOf(percent: string): number[] {
  const parts = percent.split(' ').map(Number);
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}
