import { useTranslation } from 'react-i18next';
import { defaultAttributes } from '#contract/contact.ts';
import { locale, longDay } from '../i18n/format.ts';
import { channelKind } from './channel-glyph.tsx';
import { useLabelOfName } from './use-field-label.ts';

type DefaultAttribute = (typeof defaultAttributes)[number];

function isDefault(name: string): name is DefaultAttribute {
  return (defaultAttributes as readonly string[]).includes(name);
}

/** Names of attributes and how their values read: codes of countries, languages and genders as words. */
export function useAttributeWords() {
  const { t } = useTranslation();
  const labelOf = useLabelOfName();

  function name(attribute: string): string {
    return isDefault(attribute) ? t(`attribute.${attribute}`) : (labelOf(attribute) ?? attribute.replaceAll('_', ' '));
  }

  function value(attribute: string, given: string): string {
    if (attribute === 'country' && /^[A-Z]{2}$/u.test(given)) return display('region', given);
    if (attribute === 'language' && /^[a-z]{2}(-[A-Z]{2})?$/u.test(given)) return display('language', given);
    if (attribute === 'gender' && (given === 'female' || given === 'male' || given === 'other'))
      return t(`attribute.${given}`);
    if (attribute === 'preferred_channel') return t(`channel.${channelKind(given)}`);
    if (attribute === 'do_not_contact') return t(given === 'true' ? 'attribute.yes' : 'attribute.no');
    if (attribute === 'birth_date' && /^\d{4}-\d{2}-\d{2}$/u.test(given)) return longDay(given);
    return given;
  }

  return { name, value };
}

function display(type: 'region' | 'language', code: string): string {
  const text = new Intl.DisplayNames([locale()], { type }).of(code) ?? code;
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}
