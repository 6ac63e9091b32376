import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccessRequest } from '#contract/access.ts';
import { deskSearch } from '../../addresses.ts';
import { cached } from '../../api.ts';
import { useMe } from '../../frame/use-me.ts';
import { enKeeping } from '../../i18n/en-keeping.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { addEnglish } from '../../i18n/late-words.ts';
import { channelKind } from '../../identifiers/channel-glyph.tsx';
import { currentWorkspace } from '../../workspace.ts';
import { useAnswerAccess } from './use-access.ts';
import './keeping.css';

addEnglish(enKeeping);

/** Who asks to look at conversations that this person decides about (R-HIS-5), above the list of the desk; nothing where nobody asks. */
export function AccessRequests() {
  const { t } = useTranslation();
  const me = useMe();
  const requests = useQuery(cached.accessRequests.list.queryOptions()).data?.items ?? [];
  const asked = requests.filter(({ state, by }) => state === 'asked' && by.id !== me?.id);
  if (asked.length === 0) return null;
  return (
    <section className="wishes" aria-labelledby="wishes">
      <h3 className="group" id="wishes">
        {t('keeping.wishes')} <span className="count">{asked.length}</span>
      </h3>
      <ul>
        {asked.map((one) => (
          <Wish key={one.id} request={one} />
        ))}
      </ul>
    </section>
  );
}

function Wish({
  request: { id, conversationId, by, days, why, channel, queue, began, topic },
}: {
  request: AccessRequest;
}) {
  const { t } = useTranslation();
  const answer = useAnswerAccess();
  const what = [topic, t(`channel.${channelKind(channel.kind)}`), queue.name, dayAndTime(began)].filter(Boolean);
  return (
    <li>
      <b>{t('keeping.wish', { name: by.name, count: days })}</b>
      <Link
        to="/w/$slug/conversations/$id"
        params={{ slug: currentWorkspace(), id: conversationId }}
        search={(before) => deskSearch(before)}
        className="s12 cut"
      >
        {what.join(' · ')}
      </Link>
      <span className="t2 wrap">“{why}”</span>
      <span className="row tight">
        <button
          type="button"
          className="btn sm"
          disabled={answer.isPending}
          onClick={() => answer.mutate({ id, answer: 'refuse' })}
        >
          {t('keeping.refuse')}
        </button>
        <button
          type="button"
          className="btn ink sm"
          disabled={answer.isPending}
          onClick={() => answer.mutate({ id, answer: 'grant' })}
        >
          <IconHandStop className="i-14" aria-hidden />
          {t('keeping.grant')}
        </button>
      </span>
    </li>
  );
}
