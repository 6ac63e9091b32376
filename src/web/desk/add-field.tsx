import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BuiltInKind } from '#contract/identifiers.ts';
import { Key } from '../frame/key.tsx';
import { useKeys } from '../frame/keys.ts';
import { LateMenu } from '../frame/late-menu.tsx';
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
  useKeys({ addField: () => document.querySelector<HTMLElement>('.client .add-field')?.click() });
  return (
    <div className="row card-foot">
      <LateMenu
        width={200}
        returnFocus={false}
        target={
          <button type="button" className="btn quiet sm add-field">
            <IconPlus className="i-14" aria-hidden />
            {t('client.addField')} <Key of="addField" />
          </button>
        }
      >
        {({ Menu }) => (
          <>
            {addable.map((kind) => (
              <Menu.Item key={kind} onClick={() => onChoose(kind)}>
                {kindName(kind)}
              </Menu.Item>
            ))}
          </>
        )}
      </LateMenu>
      <span className="grow" />
      <span className="hint cut">{t('client.enterSaves')}</span>
    </div>
  );
}
