import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { useMe } from '../frame/use-me.ts';
import { usePeople } from '../live-people.ts';

/** Who is writing right now: the client, or a colleague. It takes no room of what was said. */
export function WhoTypes({ conversation: { id, topic } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { typing } = usePeople(id, useMe()?.id);
  const names = typing.map(({ name }) => name ?? topic);
  if (names.length === 0) return null;
  return <p className="who-types s12 t3">{t('talk.types', { name: names.join(', ') })}</p>;
}
