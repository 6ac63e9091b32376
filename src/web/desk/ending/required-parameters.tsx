import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { Field } from '#contract/field.ts';
import { LabelledField } from '../../frame/labelled-field.tsx';
import { SelectField } from '../../frame/select-field.tsx';
import { useParameterName } from '../../identifiers/parameter-name.ts';
import { useDefinedFields } from '../../identifiers/use-field-label.ts';
import { useParameterSource } from '../parameter-source.ts';
import type { Required } from './use-required.ts';

/** The parameters without which a conversation of this queue is not finished (R-DSK-3): what is missing says so beside its field. */
export function RequiredParameters({ conversation, required }: { conversation: Conversation; required: Required }) {
  const { t } = useTranslation();
  const { names, missing } = required;
  return (
    <section className="wrap-part">
      <h2>
        {t('wrapUp.required', { queue: conversation.queue.name })}
        {missing.length > 0 && (
          <span className="badge">{t('wrapUp.missing', { missing: missing.length, of: names.length })}</span>
        )}
      </h2>
      <div className="wrap-two">
        {names.map((name) => (
          <RequiredParameter key={name} name={name} conversation={conversation} required={required} />
        ))}
      </div>
    </section>
  );
}

function RequiredParameter({
  name,
  conversation,
  required,
}: {
  name: string;
  conversation: Conversation;
  required: Required;
}) {
  const { t } = useTranslation();
  const label = useParameterName()(name);
  const sourceOf = useParameterSource();
  const field = useDefinedFields().find((one) => one.name === name);
  const source = conversation.parameterSources[name];
  const isMissing = required.missing.includes(name);
  const error = required.wrongOf(name) ?? (isMissing ? t('wrapUp.needed') : undefined);
  const common = { label, hint: source && sourceOf(source), ...(error !== undefined && { error }) };
  const value = required.textOf(name);
  const options = optionsOf(field);
  if (options) {
    return (
      <div data-missing={isMissing || undefined}>
        <SelectField
          {...common}
          value={value}
          options={[
            ...(value === '' ? [{ value: '', name: t('wrapUp.choose') }] : []),
            ...options.map((one) => ({ value: one, name: nameOf(one) })),
          ]}
          onChange={(chosen) =>
            void required.keep({ name, value: field?.type === 'yesNo' ? chosen === 'true' : chosen })
          }
        />
      </div>
    );
  }
  return (
    <div data-missing={isMissing || undefined}>
      <LabelledField {...common}>
        {(tied) => (
          <input
            {...tied}
            type={field?.type === 'date' ? 'date' : 'text'}
            value={value}
            maxLength={10_000}
            autoComplete="off"
            onChange={(event) => required.write(name, event.target.value)}
            onBlur={() => void required.keep()}
          />
        )}
      </LabelledField>
    </div>
  );

  function nameOf(one: string): string {
    if (field?.type !== 'yesNo') return one;
    return t(one === 'true' ? 'parameters.yes' : 'parameters.no');
  }
}

/** What there is to choose from; null where one writes. */
function optionsOf(field: Field | undefined): string[] | null {
  if (field?.type === 'yesNo') return ['true', 'false'];
  return field?.type === 'choice' && field.choices.length > 0 ? field.choices : null;
}
