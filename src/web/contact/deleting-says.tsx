import { IconEraser, IconIdOff, IconMessages, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** What deleting does and what stays (R-DIR-8), before somebody does it. */
export function DeletingSays() {
  const { t } = useTranslation();
  const points = [
    { icon: IconTrash, title: t('deleteCard.bin'), hint: t('deleteCard.binHint') },
    { icon: IconMessages, title: t('deleteCard.stay'), hint: t('deleteCard.stayHint') },
    { icon: IconIdOff, title: t('deleteCard.free'), hint: t('deleteCard.freeHint') },
  ];
  return (
    <div className="dialog-body">
      <ul className="points">
        {points.map(({ icon: Icon, title, hint }) => (
          <li key={title}>
            <Icon aria-hidden />
            <div>
              <b>{title}</b>
              <div className="t2">{hint}</div>
            </div>
          </li>
        ))}
      </ul>
      <div className="why claim">
        <IconEraser aria-hidden />
        <span className="t2">{t('deleteCard.erase')}</span>
      </div>
    </div>
  );
}
