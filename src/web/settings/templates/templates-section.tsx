import { IconPlus, IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { useKeys } from '../../frame/keys.ts';
import { Empty, Failed } from '../../frame/states.tsx';
import { useSupervisor } from '../../frame/use-supervisor.ts';
import { ListSearch, useListSearch } from '../list-search.tsx';
import { Section } from '../section.tsx';
import { TableSkeleton } from '../table-skeleton.tsx';
import { useOpenRow } from '../use-open-row.ts';
import { useRowKeys } from '../use-row-keys.ts';
import { TemplatePanel } from './template-panel.tsx';

/** Application → Templates: prepared texts in their folders, for everybody who replies. */
export function TemplatesSection() {
  const { t } = useTranslation();
  const mayManage = useSupervisor();
  const templates = useQuery(cached.templates.list.queryOptions());
  const { open, show, close, leave, made, link } = useOpenRow('/w/$slug/settings/templates');
  const { q, setQ, has } = useListSearch();
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  const items = templates.data?.items ?? [];
  const shown = items.filter(({ name, folder, shortcut, texts }) => has(name, folder, shortcut, texts.en, texts.cs));
  const opened = items.find(({ id }) => id === open);
  const folders = [...new Set(items.map(({ folder }) => folder))].filter(Boolean);
  const add = () => (mayManage ? show('new') : false);
  useKeys({ c: add });

  return (
    <>
      <Section
        group={t('settings.group.application')}
        title={t('deskSettings.templates')}
        action={
          mayManage && (
            <button type="button" className="btn ink" onClick={add}>
              <IconPlus aria-hidden />
              {t('settings.add')} <kbd>c</kbd>
            </button>
          )
        }
      >
        <p className="settings-intro">{t('templateSetting.intro')}</p>
        {templates.isPending && <TableSkeleton />}
        {templates.isError && (
          <Failed title={t('templateSetting.failed')} error={templates.error} retry={() => void templates.refetch()} />
        )}
        {templates.isSuccess && items.length === 0 && (
          <Empty icon={IconTemplate} title={t('templateSetting.none')}>
            {t('templateSetting.noneHint')}
          </Empty>
        )}
        {items.length > 0 && <ListSearch q={q} onChange={setQ} label={t('templateSetting.find')} />}
        {items.length > 0 && shown.length === 0 && (
          <Empty icon={IconTemplate} title={t('deskSettings.nothing', { q })} />
        )}
        {shown.length > 0 && (
          <table className="settings-table templates-table">
            <thead>
              <tr>
                <th scope="col">{t('deskSettings.name')}</th>
                <th scope="col">{t('templateSetting.folder')}</th>
                <th scope="col">{t('templateSetting.shortcut')}</th>
                <th scope="col">{t('templateSetting.languages')}</th>
              </tr>
            </thead>
            <tbody ref={body}>
              {shown.map(({ id, name, folder, shortcut, texts }) => (
                <tr key={id} className={id === open ? 'cur' : ''}>
                  <td className="cut">
                    <Link {...link(id)} className="plain settings-row-link">
                      {name}
                    </Link>
                  </td>
                  <td className="t2 cut">{folder || '–'}</td>
                  <td className="t2 cut">{shortcut ?? '–'}</td>
                  <td className="t2">
                    {(['en', 'cs'] as const)
                      .filter((language) => texts[language])
                      .map((language) => t(`deskSettings.language.${language}`))
                      .join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {(opened || (open === 'new' && mayManage)) && (
        <TemplatePanel key={open} template={opened} folders={folders} onClose={close} onLeave={leave} onMade={made} />
      )}
    </>
  );
}
