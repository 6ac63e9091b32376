import type { FieldInput } from '#contract/field.ts';

type Parameter = Partial<FieldInput> & Pick<FieldInput, 'name' | 'label'>;

/** What the company asks about conversations and clients beside what everybody has (R-ID-6), in its order of recognition. */
export const parameters: Parameter[] = [
  {
    name: 'customer_no',
    label: { en: 'Customer no.', cs: 'Zákaznické číslo' },
    shape: '9999999',
    identifies: true,
    filledBy: ['signedIdentity', 'entryForm', 'restApi', 'operator', 'import'],
    linkTemplate: 'https://billing.bystrina.example/customers/{value}',
  },
  {
    name: 'contract_no',
    label: { en: 'Contract no.', cs: 'Číslo smlouvy' },
    shape: 'S-99999',
    identifies: true,
    filledBy: ['heroCard', 'operator', 'import'],
  },
  {
    name: 'loyalty_card',
    label: { en: 'Loyalty card', cs: 'Věrnostní karta' },
    type: 'number',
    identifies: true,
    filledBy: ['entryForm', 'widgetApi'],
  },
  {
    name: 'topic',
    label: { en: 'Topic', cs: 'Téma' },
    type: 'choice',
    choices: ['faktura', 'odečet', 'změna tarifu', 'stěhování', 'porucha', 'jiné'],
    filledBy: ['entryForm'],
  },
  { name: 'supply_point', label: { en: 'Supply point', cs: 'Odběrné místo' }, filledBy: ['restApi'] },
  {
    name: 'meter_reading',
    label: { en: 'Meter reading', cs: 'Stav měřidla' },
    type: 'number',
    filledBy: ['heroCard', 'operator'],
  },
  { name: 'move_date', label: { en: 'Moving date', cs: 'Datum stěhování' }, type: 'date', filledBy: ['heroCard'] },
  {
    name: 'tariff',
    of: 'contact',
    label: { en: 'Tariff', cs: 'Sazba' },
    type: 'choice',
    choices: ['D01d', 'D02d', 'D25d', 'C02d'],
    filledBy: ['operator', 'import', 'restApi'],
  },
];
