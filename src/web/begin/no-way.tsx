import { IconMailOff, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WaysToWrite } from '#contract/begin.ts';
import { Empty } from '../frame/states.tsx';
import { readable } from '../identifiers/readable.ts';

/** Nothing of the card can be written to from here: what can be done instead. */
export function NoWay({ known }: { known: WaysToWrite }) {
  const { t } = useTranslation();
  return (
    <div className="begin-none">
      <Empty icon={IconMailOff} title={t('begin.noWay')}>
        {t('begin.noWayHint')}
      </Empty>
      <Phones known={known} />
    </div>
  );
}

/** The numbers of a client, to be called by whatever calls on this device. */
export function Phones({ known: { phones } }: { known: WaysToWrite }) {
  const { t } = useTranslation();
  return (
    <>
      {phones.slice(0, 2).map((number) => (
        <a key={number} className="btn sm" href={`tel:${number}`}>
          <IconPhone className="i-14" aria-hidden />
          {t('begin.call', { number: readable(number) })}
        </a>
      ))}
    </>
  );
}
