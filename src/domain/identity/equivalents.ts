import { identifierKinds } from '#contract/identifiers.ts';

/**
 * Other keys under which the same subscriber may stand (R-ID-2): candidates only, never rewritten, never a link by themselves. Pure; empty for
 * nearly every value.
 *
 * - Brazil: mobile numbers got a leading 9 after the area code between 2012 and 2016 (Anatel, resolution 553/2010). Old address books
 *   and many WhatsApp ids still go without: `+55 31 8765 4321` is `+55 31 9 8765 4321`. Old mobile numbers began with 6 to 9; what
 *   begins with 2 to 5 is a fixed line, another subscriber.
 * - Argentina: a mobile number is dialled from abroad with a 9 after the country code and written without it for messages
 *   (ITU-T E.164 national plan of Argentina, ENACOM): `+54 9 11 2345 6789` is `+54 11 2345 6789`.
 * - Mexico: until August 2019 mobile numbers were dialled from abroad with a 1 after the country code (IFT, plan of 2018), which
 *   WhatsApp ids keep: `+52 1 55 1234 5678` is `+52 55 1234 5678`.
 */
export function equivalentKeys(kind: string, key: string): string[] {
  if (!isNumber(kind)) return [];
  for (const [long, withSign, short, without] of plans) {
    if (long.test(key)) return [key.replace(long, without)];
    if (short.test(key)) return [key.replace(short, withSign)];
  }
  return [];
}

/** The long form and how the short one grows into it; the short form and how the long one shrinks to it. */
const plans: [long: RegExp, withSign: string, short: RegExp, without: string][] = [
  [/^\+55([1-9][1-9])9([6-9]\d{7})$/, '+55$19$2', /^\+55([1-9][1-9])([6-9]\d{7})$/, '+55$1$2'],
  [/^\+549([1-9]\d{9})$/, '+549$1', /^\+54([1-8]\d{9})$/, '+54$1'],
  [/^\+521([2-9]\d{9})$/, '+521$1', /^\+52([2-9]\d{9})$/, '+52$1'],
];

function isNumber(kind: string): boolean {
  return Object.hasOwn(identifierKinds, kind) && identifierKinds[kind as keyof typeof identifierKinds].phone;
}
