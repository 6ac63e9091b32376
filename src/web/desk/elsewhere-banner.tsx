import { IconGitMerge, IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { deskSearch } from '../addresses.ts';
import { useMe } from '../frame/use-me.ts';
import { ChannelGlyph, channelKind } from '../identifiers/channel-glyph.tsx';
import { currentWorkspace } from '../workspace.ts';
import { useMerging } from './merging/merging.ts';
import { useDeskVerbs } from './use-desk-verbs.ts';

/** The same client elsewhere (R-TAB-10): another open conversation, where and with whom, with *Open*, *Merge*, *Invite*. */
export function ElsewhereBanner({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const me = useMe();
  const { invite } = useDeskVerbs(conversation);
  const merge = useMerging();
  const { elsewhere, mine, state, collaborators } = conversation;
  if (elsewhere.length === 0) return null;
  return (
    <section className="elsewhere" aria-label={t('elsewhere.title', { count: elsewhere.length })}>
      <span className="s12 t2">{t('elsewhere.title', { count: elsewhere.length })}</span>
      <ul>
        {elsewhere.slice(0, 3).map((other) => {
          const { id, channel, queue, assignee } = other;
          const kind = channelKind(channel.kind);
          const who = !assignee
            ? t('elsewhere.nobody')
            : assignee.id === me?.id
              ? t('elsewhere.you')
              : t('talk.hasIt', { name: assignee.name });
          const askable =
            mine && state === 'open' && assignee && assignee.id !== me?.id
              ? !collaborators.some((one) => one.id === assignee.id)
              : false;
          return (
            <li key={id}>
              <ChannelGlyph kind={channel.kind} plain />
              <span className="cut grow">
                {[kind === 'custom' ? channel.name : t(`channel.${kind}`), queue.name, who].join(' · ')}
              </span>
              <Link
                to="/w/$slug/conversations/$id"
                params={{ slug: currentWorkspace(), id }}
                search={(before) => deskSearch(before)}
                className="btn link sm"
              >
                {t('elsewhere.open')}
              </Link>
              <button type="button" className="btn quiet sm" onClick={() => merge?.(id)}>
                <IconGitMerge className="i-14" aria-hidden />
                {t('elsewhere.merge')}
              </button>
              {askable && assignee && (
                <button
                  type="button"
                  className="btn quiet sm hide-390"
                  disabled={invite.isPending}
                  onClick={() => invite.mutate({ to: assignee.id, name: assignee.name, note: null })}
                >
                  <IconUserPlus className="i-14" aria-hidden />
                  {t('elsewhere.invite', { name: assignee.name })}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
