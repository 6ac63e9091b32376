import { useTranslation } from 'react-i18next';
import { TextField } from '../../frame/text-field.tsx';
import { Optional } from '../optional.tsx';
import { type FormValues, textNames } from './form-values.ts';

interface FormTextsProps {
  texts: FormValues['texts'];
  onChange: (texts: FormValues['texts']) => void;
}

/** What stands around the fields of a form, in each language. An empty one is left to the other language, or to the widget's own words. */
export function FormTexts({ texts, onChange }: FormTextsProps) {
  const { t } = useTranslation();
  return (
    <section className="form-texts" aria-labelledby="form-texts">
      <h3 id="form-texts" className="settings-h">
        {t('formSetting.texts')}
      </h3>
      <p className="hint">{t('formSetting.textsHint')}</p>
      {textNames.map((name) => (
        <div key={name} className="settings-two">
          {(['en', 'cs'] as const).map((language) => (
            <TextField
              key={language}
              label={<Optional label={t(`formSetting.text.${name}.${language}`)} />}
              value={texts[name][language] ?? ''}
              onChange={(text) => onChange({ ...texts, [name]: { ...texts[name], [language]: text } })}
              autoComplete="off"
              maxLength={500}
            />
          ))}
        </div>
      ))}
    </section>
  );
}
