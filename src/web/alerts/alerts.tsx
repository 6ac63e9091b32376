import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationRow } from '#contract/conversation.ts';
import type { OwnSettings } from '#contract/own-settings.ts';
import { cached } from '../api.ts';
import { useOwnSettings } from '../frame/use-own-settings.ts';
import { enOwn } from '../i18n/en-own.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { type Known, newsIn } from './news-in.ts';
import { notify } from './notify.ts';
import { playTone, type Tone } from './play-tone.ts';
import { isSeenAnywhere, useLeadingTab, useOpenMark } from './tabs.ts';
import { useOverLimit } from './use-over-limit.ts';

addEnglish(enOwn);

/** Sounds, and notifications of the browser, of what comes in: in one tab of several, and never of the conversation that one has before one's eyes. */
export function Alerts({ slug, me }: { slug: string; me: string }) {
  const settings = useOwnSettings();
  useOpenMark(slug);
  const leads = useLeadingTab(slug);
  const isHeard = settings && (Object.values(settings.sounds).includes(true) || settings.notifications);
  return leads && isHeard ? <Watch slug={slug} me={me} settings={settings} /> : null;
}

function Watch({ slug, me, settings }: { slug: string; me: string; settings: OwnSettings }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mine = useQuery(cached.conversations.list.queryOptions({ input: { view: 'mine', limit: 50 } })).data;
  const known = useRef<Known | null>(null);

  const tell = (tone: Tone, rows: ConversationRow[], words: (row: ConversationRow) => string[]) => {
    if (rows.length === 0) return;
    if (settings.sounds[tone]) playTone(tone);
    if (!settings.notifications) return;
    for (const row of rows) {
      const open = () => void navigate({ to: '/w/$slug/conversations/$id', params: { slug, id: row.id }, search: {} });
      void notify({ slug, id: row.id, title: row.topic, text: words(row).join(' · '), open });
    }
  };
  const said = ({ channel, lastText }: ConversationRow) =>
    settings.notificationText && lastText ? [channel.name, lastText] : [channel.name];

  useEffect(() => {
    if (!mine) return;
    const { messages, offers, next } = newsIn(known.current, mine.items, me, Date.now());
    known.current = next;
    void Promise.all(messages.map((row) => isSeenAnywhere(slug, row.id))).then((seen) =>
      tell(
        'message',
        messages.filter((_, place) => !seen[place]),
        said,
      ),
    );
    tell('offer', offers, ({ channel }) => [t('alert.offer'), channel.name]);
  });
  useOverLimit(settings.sounds.limit, (rows) => tell('limit', rows, ({ channel }) => [t('alert.limit'), channel.name]));
  return null;
}
