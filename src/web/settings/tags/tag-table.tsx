import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { fold } from '#contract/fold.ts';
import type { Tag, TagRule } from '#contract/tag.ts';
import type { useOpenRow } from '../use-open-row.ts';
import { ColouredTag } from './coloured-tag.tsx';

interface TagTableProps {
  tags: Tag[];
  /** Undefined for those who may not know them. */
  rules: TagRule[] | undefined;
  open: string | undefined;
  link: ReturnType<typeof useOpenRow>['link'];
  q: string;
}

/** The tags as conversations show them, retired ones last. */
export function TagTable({ tags, rules, open, link, q }: TagTableProps) {
  const { t } = useTranslation();
  if (tags.length === 0) return <p className="settings-after hint">{t('deskSettings.nothing', { q })}</p>;
  return (
    <table className="settings-table tags-table">
      <thead>
        <tr>
          <th scope="col">{t('tagSetting.tag')}</th>
          <th scope="col">{t('tagSetting.addedBy')}</th>
          <th scope="col">{t('tagSetting.offered')}</th>
        </tr>
      </thead>
      <tbody>
        {tags.map(({ name, ground, ink, retired }) => {
          const count = rules?.filter(({ tag }) => fold(tag) === fold(name)).length ?? 0;
          const row = `tag:${name}`;
          return (
            <tr key={name} className={row === open ? 'cur' : ''}>
              <td className="cut">
                <Link {...link(row)} className="plain settings-row-link">
                  <ColouredTag name={name} ground={ground} ink={ink} />
                </Link>
              </td>
              <td className="t2">
                {count > 0 ? t('tagSetting.ruleCount', { count }) : rules ? t('tagSetting.byPeople') : '–'}
              </td>
              <td className={retired ? 't3' : 't2'}>{t(retired ? 'tagSetting.isRetired' : 'tagSetting.isOffered')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
