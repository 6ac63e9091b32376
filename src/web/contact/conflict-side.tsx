import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../api.ts';
import { grouped, recently } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';

interface ConflictSideProps {
  name: string;
  /** Null while the card is new. */
  id: number | null;
  /** What it is here: *this card*, *has it now*. */
  hint: string;
  count: number | undefined;
}

/** One of the two cards of a conflict at a glance: who it is, where, and how much there is of it. */
export function ConflictSide({ name, id, hint, count }: ConflictSideProps) {
  const { t } = useTranslation();
  const known = id !== null;
  const card = useQuery(cached.contacts.read.queryOptions({ input: { id: id ?? 0 }, enabled: known })).data;
  const last = useQuery(
    cached.conversations.list.queryOptions({ input: { contact: id ?? 0, limit: 1 }, enabled: known }),
  ).data?.items[0];
  const conversations = count ? t('contact.conversations', { count }) : null;
  const when = last ? t('taken.last', { when: recently(last.lastAt) }) : null;
  return (
    <div className="paper side-card">
      <Avatar name={name} />
      <div className="cut">
        <b className="cut">{name}</b>
        <div className="s12 t2 cut">{[hint, card?.attributes.city].filter(Boolean).join(' · ')}</div>
      </div>
      {known && (
        <div className="s12 t3 num cut more">
          {[t('value.id', { id: grouped(id) }), [conversations, when].filter(Boolean).join(', ')]
            .filter(Boolean)
            .join(' · ')}
        </div>
      )}
    </div>
  );
}
