import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BuiltInKind } from '#contract/identifiers.ts';
import { useKeys } from '../frame/keys.ts';
import { DropMenu } from '../frame/menu.tsx';
import { useKindName } from '../identifiers/kind-name.ts';

const addable = [
  'phone',
  'email',
  'browser',
  'whatsapp',
  'facebook',
  'viber',
  'telegram',
] as const satisfies BuiltInKind[];
export type AddableKind = (typeof addable)[number];

/** *Add field*: a phone, an e‑mail or another identifier, also where there is one already (R-TAB-2). */
export function AddField({ onChoose }: { onChoose: (kind: AddableKind) => void }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  useKeys({ f: () => document.querySelector<HTMLElement>('.client .add-field')?.click() });
  return (
    <div className="row card-foot">
      <DropMenu width={200} returnFocus={false}>
        <Menu.Target>
          <button type="button" className="btn quiet sm add-field">
            <IconPlus className="i-14" aria-hidden />
            {t('client.addField')} <kbd>f</kbd>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {addable.map((kind) => (
            <Menu.Item key={kind} onClick={() => onChoose(kind)}>
              {kindName(kind)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </DropMenu>
      <span className="grow" />
      <span className="hint cut">{t('client.enterSaves')}</span>
    </div>
  );
}
