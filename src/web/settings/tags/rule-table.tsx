import { IconBolt } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { fold } from '#contract/fold.ts';
import type { Tag, TagRule } from '#contract/tag.ts';
import { channelKind } from '../../identifiers/channel-glyph.tsx';
import type { useOpenRow } from '../use-open-row.ts';
import { ColouredTag } from './coloured-tag.tsx';

interface RuleTableProps {
  rules: TagRule[];
  tags: Tag[];
  open: string | undefined;
  link: ReturnType<typeof useOpenRow>['link'];
  q: string;
}

/** The rules: the words, the tag that they add, and where. */
export function RuleTable({ rules, tags, open, link, q }: RuleTableProps) {
  const { t } = useTranslation();
  if (rules.length === 0) {
    return <p className="settings-after hint">{q ? t('deskSettings.nothing', { q }) : t('tagSetting.noRulesHint')}</p>;
  }
  return (
    <table className="settings-table rules-table">
      <thead>
        <tr>
          <th scope="col">{t('tagSetting.words')}</th>
          <th scope="col">{t('tagSetting.adds')}</th>
          <th scope="col">{t('tagSetting.channels')}</th>
          <th scope="col">{t('tagSetting.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => {
          const row = `rule:${rule.id}`;
          const tag = tags.find(({ name }) => fold(name) === fold(rule.tag));
          return (
            <tr key={rule.id} className={row === open ? 'cur' : ''}>
              <td className="cut">
                <Link {...link(row)} className="plain settings-row-link" title={rule.words.join(', ')}>
                  {rule.words.join(', ')}
                </Link>
              </td>
              <td className="cut">
                <span className="row tight">
                  <IconBolt className="i-14" aria-hidden />
                  <ColouredTag name={rule.tag} ground={tag?.ground ?? null} ink={tag?.ink ?? null} />
                </span>
              </td>
              <td className="t2 cut">
                {rule.channels.map((kind) => t(`channel.${channelKind(kind)}`)).join(', ') ||
                  t('tagSetting.allChannels')}
              </td>
              <td className={rule.enabled ? 'state-on' : 't3'}>
                {t(rule.enabled ? 'tagSetting.on' : 'tagSetting.off')}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
