import type { Dice } from '../../../bench/invented.ts';

/** Word lists and invented words for cards: common ones first, as in life few names are borne by many. */
const list = (text: string) => text.trim().split(/\s+/);

export const given = {
  cs: {
    m: list(
      'Jiří Jan Petr Josef Pavel Martin Tomáš Jaroslav Miroslav Zdeněk Václav Michal František Jakub Milan Karel Lukáš David Vladimír Ondřej Ladislav Roman Marek Stanislav Daniel Antonín Radek Vojtěch Filip Adam Matěj Dominik Aleš Jaromír Rostislav Kryštof Bohumil Oldřich Emil Vít',
    ),
    f: list(
      'Jana Marie Eva Hana Anna Lenka Kateřina Lucie Věra Alena Petra Veronika Jaroslava Tereza Martina Michaela Jitka Helena Ludmila Zdeňka Ivana Monika Eliška Zuzana Markéta Jarmila Barbora Jiřina Marcela Kristýna Dana Dagmar Adéla Pavla Vlasta Andrea Božena Šárka Natálie Klára',
    ),
  },
  en: {
    m: list(
      'James Michael Robert John David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony Mark Donald Steven Andrew Paul Joshua Kenneth Kevin Brian Timothy Ronald George Jason Edward Jeffrey Ryan Jacob Nicholas Gary Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank Raymond Jack Dennis Jerry',
    ),
    f: list(
      'Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Karen Sarah Lisa Nancy Sandra Ashley Emily Kimberly Betty Margaret Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Amy Kathleen Angela Dorothy Shirley Emma Brenda Nicole Pamela Samantha Anna Katherine Christine Debra Rachel Olivia Carolyn Maria Janet Heather Diane',
    ),
  },
};

export const family = {
  cs: list(
    'Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Krejčí Horák Němec Marek Pospíšil Pokorný Hájek Král Jelínek Růžička Beneš Fiala Sedláček Doležal Zeman Kolář Navrátil Čermák Vaněk Urban Blažek Kříž Kovář Kratochvíl Bartoš Vlček Polák Musil Kopecký Šimek Konečný Malý Holub Čech Štěpánek Staněk Kadlec Dostál Soukup Šťastný Mareš Moravec Sýkora Tichý Valenta Vávra Matoušek Bláha Říha Ševčík Bureš Hruška Mašek Dušek Pavlík Havlíček Janda Hrubý Mach Liška Beran Tůma',
  ),
  en: list(
    'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray James Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Fisher Henderson',
  ),
};

const starts = {
  cs: list(
    'Ba Be Bla Bo Bra Bu Ce Do Dra Du Fa Fo Ha Hla Ho Hra Hu Cha Ja Je Ka Kla Ko Kra Ku La Li Lu Ma Me Mra Na Ne O Pa Pe Pla Po Pra Pro Ra Ro Ru Sa Ska Sla So Sta Stra Su Ša Še Ši Šte Ta To Tr U Va Ve Vla Vo Vra Za Ze Žá',
  ),
  en: list(
    'Al Ash Bar Bex Black Bra Bur Cal Car Chad Cor Cran Dal Den Dun East Ed Fair Fen Gar Gil Had Har Hart Hol Hux Kem Ken Lang Lin Lock Mar Mel Mor New Nor Oak Pem Pres Rad Red Rock Row Sel Shel Sher Stan Stock Sut Thorn Tre Wal War Wel West Whit Win Wool Wy',
  ),
};
const ends = {
  cs: list(
    'bek bík cek chta chman da dek dlec dina fka cha jda jer ka lák lík lka ma mek mka nda nek nka pek pka rák rek rka rtl sek ska šek šta ták tek tka vák vlík vka zek zka ba bal čka čera dil hal koř lat mal naček sal šil tal val vel žil',
  ),
  en: list(
    'bank berg borne bourne bridge brook bury by combe cote dale den don field ford gate ham hurst ingham ington land ley low man mere mond mont more ner ney ridge rick sby shaw shire side son stead stone ter ton wall ward way well wick win wood worth',
  ),
};

/** A word few others bear. */
export function rareWord({ pick, below }: Dice, language: 'cs' | 'en'): string {
  const word = pick(starts[language]) + (below(3) === 0 ? pick(ends[language]).slice(0, 2) : '') + pick(ends[language]);
  return word;
}

/** One of a list where the first are the commonest, about as names are spread. */
export function common<Item>({ below }: Dice, items: readonly Item[]): Item {
  const spot = Math.floor(items.length ** (below(100_000) / 100_000)) - 1;
  return items[spot] as Item;
}

export const streets = {
  cs: list(
    'Nádražní Zahradní Školní Polní Lipová Sadová Hlavní Krátká Komenského Husova Palackého Masarykova Nerudova Jiráskova Dlouhá Luční Lesní Květinová Okružní Družstevní',
  ),
  en: list(
    'High Station Main Park Church London Victoria Green Manor Kings Queens New Grange School York Mill Alexandra Albert Windsor Springfield',
  ),
};
export const streetKinds = list('Street Road Avenue Lane Close Drive Crescent Place');
export const trades = {
  cs: list(
    'Stavby Truhlářství Pekárna Autoservis Restaurace Kavárna Květinářství Knihkupectví Elektro Instalace Tiskárna Lékárna Hotel Penzion Cukrárna',
  ),
  en: list(
    'Cafe Grill Restaurant Bakery Plumbing Motors Books Pharmacy Hotel Dental Florist Consulting Logistics Printing Catering Kitchen Bistro Diner House Deli',
  ),
};
