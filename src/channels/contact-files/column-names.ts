/**
 * The names under which columns are known, in English, Czech and Slovak, folded, with `_` between their words and without numbers: `E-mail 2 Address` is
 * `e_mail_address`. The exports of Google and Outlook are among them.
 */
const names: Record<string, string> = {
  external_id: `external_id externalid ext_id externi_id id_externi customer_id client_id customer_no customer_number client_no client_number
    zakaznicke_cislo cislo_zakaznika zak_cislo id_zakaznika kod_zakaznika cislo_klienta klientske_cislo id_klienta zakaznicke_id contact_id uid`,
  external_source: 'external_source',
  name: `name full_name fullname display_name contact_name customer_name client_name customer client jmeno_a_prijmeni jmeno_prijmeni prijmeni_a_jmeno
    prijmeni_jmeno cele_jmeno nazev klient zakaznik jmeno_zakaznika jmeno_klienta meno_a_priezvisko`,
  first_name: 'first_name firstname given_name givenname forename krestni_jmeno krestni',
  middle_name: 'middle_name middlename additional_name druhe_jmeno prostredni_jmeno',
  last_name: 'last_name lastname surname family_name familyname prijmeni priezvisko',
  email: `email e_mail mail email_address e_mail_address emailova_adresa e_mailova_adresa email_adresa e_mail_adresa e_mail_value email_value
    kontaktni_email primary_email`,
  phone: `phone telephone tel telefon phone_number telephone_number telefonni_cislo cislo_telefonu telefonne_cislo mobil mobile mobile_phone
    mobilni_telefon mobile_number cell cell_phone cellphone gsm phone_value home_phone business_phone work_phone primary_phone other_phone main_phone
    pevna_linka kontaktni_telefon`,
  tag: 'tag tags stitek stitky tagy',
  'attribute:company': `company company_name firma nazev_firmy spolecnost organization organisation organization_name organizace employer zamestnavatel`,
  'attribute:street': `street street_address address address_line address_street ulice ulice_a_cislo ulice_a_cp ulice_cp adresa ulica home_street
    business_street`,
  'attribute:city': 'city town mesto obec locality address_city home_city business_city',
  'attribute:postcode': `postcode post_code zip zip_code zipcode postal_code psc address_postal_code home_postal_code business_postal_code`,
  'attribute:region': 'region state province county kraj address_region home_state business_state',
  'attribute:country':
    'country zeme stat krajina country_region address_country home_country_region business_country_region',
  'attribute:birth_date':
    'birth_date birthdate birthday date_of_birth dob datum_narozeni narozen narozeni narozeniny datum_narodenia',
  'attribute:gender': 'gender sex pohlavi pohlavie',
  'attribute:language': 'language lang locale jazyk preferred_language',
  'attribute:preferred_channel': 'preferred_channel preferovany_kanal',
  'attribute:do_not_contact': 'do_not_contact nekontaktovat',
};

/** The target of each known name. */
export const knownNames: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([target, list]) => list.split(/\s+/).map((name) => [name, target] as const)),
);
