import { useTranslation } from 'react-i18next';
import { grouped } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { Marked } from '../identifiers/marked.tsx';

interface FoundContactProps {
  id: number;
  name: string | null;
  more: string;
  place: string | null;
  q: string;
  suggested: boolean;
  isCurrent: boolean;
  onChoose: () => void;
}

/** A card that was found or suggested, in the list of *Select existing*. */
export function FoundContact({ id, name, more, place, q, suggested, isCurrent, onChoose }: FoundContactProps) {
  const { t } = useTranslation();
  return (
    <div
      role="option"
      id={`found-${id}`}
      tabIndex={-1}
      aria-selected={isCurrent}
      className={`res ${isCurrent ? 'on' : ''}`}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key === ' ') onChoose();
      }}
    >
      <Avatar name={name} />
      <div className="cut">
        <div className="row tight">
          <b className="cut">
            <Marked text={name ?? t('value.unnamed')} q={q} />
          </b>
          <span className="s12 t3 num found-id">{t('value.id', { id: grouped(id) })}</span>
        </div>
        <div className="s12 t2 cut">
          <Marked text={[more, place].filter(Boolean).join(' · ')} q={q} />
        </div>
        {suggested && <div className="s12 t3">{t('select.suggested')}</div>}
      </div>
    </div>
  );
}
