import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { useParameterName } from '../identifiers/parameter-name.ts';

/** The parameters of the conversation: label and value. */
export function Parameters({ parameters }: { parameters: Conversation['parameters'] }) {
  const { t } = useTranslation();
  const nameOf = useParameterName();
  const entries = Object.entries(parameters);
  if (entries.length === 0) return null;
  return (
    <section className="sec">
      <header>
        <h2>{t('client.parameters')}</h2>
      </header>
      <dl className="kv">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{nameOf(name)}</dt>
            <dd className="num">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
