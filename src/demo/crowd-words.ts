import type { QueueName } from './company.ts';

/** A short talk with gaps: {street}, {number}, {amount}, {day}. Colleagues' lines begin with their name. */
export interface SmallTalk {
  queue: QueueName;
  subject: string;
  lines: string[];
}

/** What fills the gaps. */
export const streets = [
  'Veveří 31',
  'Údolní 20',
  'Lesnická 8',
  'Pekařská 14',
  'Husovická 4',
  'Cejl 66',
  'Vinařská 3',
  'Lipová 12',
  'Jiráskova 9',
  'Táborská 110',
  'Merhautova 27',
  'Palackého 5',
];

export const days = {
  cs: ['v pondělí', 'v úterý', 've středu', 've čtvrtek', 'v pátek'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
};

export const cities = [
  'Brno',
  'Praha',
  'Olomouc',
  'Jihlava',
  'Ostrava',
  'Znojmo',
  'Třebíč',
  'Prostějov',
  'Vyškov',
  'České Budějovice',
];
