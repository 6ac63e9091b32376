import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channelKinds } from '#contract/channel.ts';
import { type Contact, defaultAttributes } from '#contract/contact.ts';
import { DropMenu } from '../frame/menu.tsx';
import { useAttributeWords } from '../identifiers/attribute-words.ts';
import { EditableValue } from './editable-value.tsx';
import type { CardEdits } from './use-card-edits.ts';

/** Those of which one is chosen. */
const optionsOf: Record<string, readonly string[]> = {
  preferred_channel: channelKinds.filter((kind) => kind !== 'custom'),
  do_not_contact: ['true', 'false'],
};

const always = ['gender', 'city', 'country', 'language', 'company'];

/** The attributes of the client: the usual ones always, others where they are given or being added. Missing ones read *not given*. */
export function Attributes({ card, edits }: { card: Contact; edits: CardEdits }) {
  const { t } = useTranslation();
  const words = useAttributeWords();
  const [opened, setOpened] = useState<string | null>(null);
  const given = Object.keys({ ...card.attributes, ...edits.draft.attributes });
  const shown = [
    ...new Set([...always, ...defaultAttributes.filter((name) => given.includes(name) || name === opened), ...given]),
  ];
  const hidden = defaultAttributes.filter((name) => !shown.includes(name));

  return (
    <section className="grp">
      <h3>{t('contact.attributes')}</h3>
      <dl className="facts grid">
        {shown.map((name) => {
          const edited = edits.draft.attributes[name];
          const value = (edited === undefined ? card.attributes[name] : edited) ?? '';
          return (
            <div key={name} className={edited === undefined ? '' : 'edited'}>
              <dt>{words.name(name)}</dt>
              <dd className={value ? '' : 'none'}>
                <EditableValue
                  label={words.name(name)}
                  value={value}
                  open={opened === name}
                  onClose={() => setOpened(null)}
                  type={name === 'birth_date' ? 'date' : 'text'}
                  options={optionsOf[name]?.map((one) => ({ value: one, name: words.value(name, one) }))}
                  onKeep={(next) => edits.edit({ do: 'attribute', name, value: next })}
                >
                  <span className="cut">{value ? words.value(name, value) : t('value.notGiven')}</span>
                </EditableValue>
              </dd>
            </div>
          );
        })}
      </dl>
      {hidden.length > 0 && (
        <DropMenu width={200} returnFocus={false}>
          <Menu.Target>
            <button type="button" className="btn link sm flush">
              <IconPlus className="i-14" aria-hidden />
              {t('contact.addAttribute')}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {hidden.map((name) => (
              <Menu.Item key={name} onClick={() => setOpened(name)}>
                {words.name(name)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </DropMenu>
      )}
    </section>
  );
}
