import { IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { useSupervisor } from '../../frame/use-supervisor.ts';
import { ListSection } from '../list-section.tsx';
import { TemplatePanel } from './template-panel.tsx';

/** Application → Templates: prepared texts in their folders, for everybody who replies. */
export function TemplatesSection() {
  const { t } = useTranslation();
  const templates = useQuery(cached.templates.list.queryOptions());
  const folders = [...new Set(templates.data?.items.map(({ folder }) => folder))].filter(Boolean);
  return (
    <ListSection
      group="application"
      name="templates"
      words="templateSetting"
      icon={IconTemplate}
      list={templates}
      mayManage={useSupervisor()}
      texts={({ name, folder, shortcut, texts }) => [name, folder, shortcut, texts.en, texts.cs]}
      heads={
        <>
          <th scope="col">{t('templateSetting.folder')}</th>
          <th scope="col">{t('templateSetting.shortcut')}</th>
          <th scope="col">{t('templateSetting.languages')}</th>
        </>
      }
      cells={({ folder, shortcut, texts }) => (
        <>
          <td className="t2 cut">{folder || '–'}</td>
          <td className="t2 cut">{shortcut ?? '–'}</td>
          <td className="t2">
            {(['en', 'cs'] as const)
              .filter((language) => texts[language])
              .map((language) => t(`deskSettings.language.${language}`))
              .join(', ')}
          </td>
        </>
      )}
      panel={(template, ways) => <TemplatePanel template={template} folders={folders} {...ways} />}
    />
  );
}
