import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Form } from '#contract/form.ts';
import { cached } from '../../api.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { Choices } from '../choices.tsx';
import { ColourField } from '../colour-field.tsx';
import { Optional } from '../optional.tsx';
import { Radios } from '../radios.tsx';
import { TextArea } from '../text-area.tsx';
import { SignInPart } from './sign-in-part.tsx';
import type { WebchatValues, wrongWithWebchat } from './webchat-values.ts';

interface WebchatPartProps {
  channelId: string;
  values: WebchatValues;
  wrong: ReturnType<typeof wrongWithWebchat>;
  onChange: (more: Partial<WebchatValues>) => void;
}

const remembering = ['asks', 'never', 'always'] as const;
const seeing = ['always', 'afterConsent', 'never'] as const;
const usualBrand = '#1a2029';

/** What visitors meet on a web chat: its name and colour, the forms before and instead of it, and what their browser keeps. */
export function WebchatPart({ channelId, values, wrong, onChange }: WebchatPartProps) {
  const { t } = useTranslation();
  const forms = useQuery(cached.forms.list.queryOptions()).data?.items ?? [];
  const formsOf = (kind: Form['kind'], chosen: string) => [
    { value: '', name: t('webchatSetting.noForm') },
    ...forms
      .filter((form) => form.id === chosen || (form.kind === kind && form.enabled))
      .map(({ id, name }) => ({ value: id, name })),
  ];
  return (
    <section className="webchat-part" aria-labelledby="webchat-part">
      <h3 id="webchat-part" className="settings-h">
        {t('webchatSetting.title')}
      </h3>
      <Choices
        label={t('webchatSetting.open')}
        hint={t('webchatSetting.openHint')}
        options={[
          { value: 'open', name: t('webchatSetting.isOpen') },
          { value: 'closed', name: t('webchatSetting.isClosed') },
        ]}
        chosen={values.isOpen ? 'open' : 'closed'}
        onChoose={(next) => onChange({ isOpen: next === 'open' })}
      />
      <div className="settings-two">
        <SelectField
          label={t('formSetting.kinds.entry')}
          value={values.entryForm}
          options={formsOf('entry', values.entryForm)}
          onChange={(entryForm) => onChange({ entryForm })}
        />
        <SelectField
          label={t('formSetting.kinds.offline')}
          value={values.offlineForm}
          options={formsOf('offline', values.offlineForm)}
          onChange={(offlineForm) => onChange({ offlineForm })}
        />
      </div>
      <SelectField
        label={t('webchatSetting.callback')}
        value={values.callbackForm}
        options={formsOf('callback', values.callbackForm)}
        onChange={(callbackForm) => onChange({ callbackForm })}
      />
      <p className="hint">{t('webchatSetting.callbackHint')}</p>
      <TextField
        label={<Optional label={t('webchatSetting.name')} />}
        value={values.title}
        onChange={(title) => onChange({ title })}
        hint={t('webchatSetting.nameHint')}
        autoComplete="off"
        maxLength={80}
      />
      <Choices
        label={t('webchatSetting.brand')}
        hint={t('webchatSetting.brandHint')}
        options={[
          { value: 'usual', name: t('webchatSetting.brandUsual') },
          { value: 'own', name: t('webchatSetting.brandOwn') },
        ]}
        chosen={values.brand ? 'own' : 'usual'}
        onChoose={(next) => onChange({ brand: next === 'own' ? usualBrand : '' })}
      />
      {values.brand && (
        <ColourField
          label={t('webchatSetting.brandColour')}
          value={values.brand.toLowerCase()}
          onChange={(brand) => onChange({ brand })}
        />
      )}
      <Radios
        label={t('webchatSetting.remembers')}
        options={remembering.map((value) => ({
          value,
          name: t(`webchatSetting.remembersOf.${value}`),
          hint: t(`webchatSetting.remembersHint.${value}`),
        }))}
        chosen={values.remembers}
        onChoose={(remembers) => onChange({ remembers })}
      />
      <Radios
        label={t('webchatSetting.sees')}
        options={seeing.map((value) => ({
          value,
          name: t(`webchatSetting.seesOf.${value}`),
          hint: t(`webchatSetting.seesHint.${value}`),
        }))}
        chosen={values.seesVisitors}
        onChoose={(seesVisitors) => onChange({ seesVisitors })}
      />
      <TextField
        label={<Optional label={t('webchatSetting.privacy')} />}
        type="url"
        value={values.privacy}
        onChange={(privacy) => onChange({ privacy })}
        hint={t('webchatSetting.privacyHint')}
        error={wrong.privacy && t('webchatSetting.badPrivacy')}
        autoComplete="off"
        maxLength={500}
      />
      <TextArea
        label={<Optional label={t('webchatSetting.origins')} />}
        value={values.origins}
        onChange={(origins) => onChange({ origins })}
        rows={2}
        hint={t('webchatSetting.originsHint')}
        error={wrong.origins && t('webchatSetting.badOrigins')}
      />
      <SignInPart channelId={channelId} />
    </section>
  );
}
