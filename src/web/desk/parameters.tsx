import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { failureOf } from '../api.ts';
import { LateMenu } from '../frame/late-menu.tsx';
import { useParameterName } from '../identifiers/parameter-name.ts';
import { useDefinedFields } from '../identifiers/use-field-label.ts';
import { useParameterSource } from './parameter-source.ts';
import { ParameterValue } from './parameter-value.tsx';
import { useConversationEdit } from './use-conversation-edit.ts';

/** The parameters of the conversation, edited in place during it and after, each with where it came from (R-TAB-4). */
export function Parameters({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const nameOf = useParameterName();
  const sourceOf = useParameterSource();
  const fields = useDefinedFields();
  const edit = useConversationEdit(conversation);
  const [adding, setAdding] = useState<string | null>(null);
  const { parameters, parameterSources } = conversation;
  const names = Object.keys(parameters);
  const shown = adding && !names.includes(adding) ? [...names, adding] : names;
  const free = fields.filter((one) => one.of === 'conversation' && !one.preset && !shown.includes(one.name));
  if (shown.length === 0 && free.length === 0) return null;

  const keep = (name: string, value: string | number | boolean | null) =>
    edit.mutate({
      parameters: { [name]: value },
      said: t(value === null ? 'parameters.cleared' : 'parameters.saved', { name: nameOf(name) }),
    });
  const refusal = edit.error ? failureOf(edit.error) : null;
  const refused = refusal ? Object.keys(edit.variables?.parameters ?? {})[0] : undefined;

  return (
    <section className="sec">
      <header>
        <h2>{t('client.parameters')}</h2>
        {free.length > 0 && (
          <LateMenu
            position="bottom-end"
            width={240}
            target={
              <button type="button" className="ib sm add" aria-label={t('parameters.add')} title={t('parameters.add')}>
                <IconPlus aria-hidden />
              </button>
            }
          >
            {({ Menu }) => (
              <>
                {free.map(({ name }) => (
                  <Menu.Item key={name} onClick={() => setAdding(name)}>
                    {nameOf(name)}
                  </Menu.Item>
                ))}
              </>
            )}
          </LateMenu>
        )}
      </header>
      <dl className="kv sourced">
        {shown.map((name) => {
          const field = fields.find((one) => one.name === name);
          const source = parameterSources[name];
          return (
            <div key={name}>
              <dt>
                {field?.identifies && <IconKey className="i-14" role="img" aria-label={t('parameters.identifies')} />}
                {nameOf(name)}
              </dt>
              <dd className="num">
                <ParameterValue
                  name={name}
                  label={nameOf(name)}
                  value={parameters[name]}
                  field={field}
                  open={name === adding}
                  onKeep={(value) => keep(name, value)}
                  onClose={() => setAdding(null)}
                />
                {refused === name && refusal && (
                  <p className="bad" role="alert">
                    {Object.values(refusal.fields)[0] ?? (refusal.message || t('frame.nothingLost'))}
                  </p>
                )}
              </dd>
              <dd className="src">{source && sourceOf(source)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
