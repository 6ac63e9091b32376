import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { currentWorkspace } from '../workspace.ts';
import { ListSearch, useListSearch } from './list-search.tsx';
import { useMayManage } from './use-may-manage.ts';

/** The sections of Settings that this person has: those that only administrators may see are not there for others. The first one stands open at the start. */
export function SettingsNav({ atStart }: { atStart: boolean }) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const { q, setQ, has } = useListSearch();
  const params = { slug: currentWorkspace() };
  const groups = [
    {
      name: t('settings.group.you'),
      sections: [
        { to: '/w/$slug/settings/screen', name: t('settings.screen') },
        { to: '/w/$slug/settings/keys', name: t('ownSetting.keys') },
        { to: '/w/$slug/settings/notices', name: t('ownSetting.notices') },
      ],
    },
    {
      name: t('settings.group.workspace'),
      sections: [
        { to: '/w/$slug/settings/workspace', name: t('workspaceSetting.title') },
        ...(mayManage ? [{ to: '/w/$slug/settings/operators', name: t('deskSettings.operators') } as const] : []),
        { to: '/w/$slug/settings/queues', name: t('deskSettings.queues') },
        { to: '/w/$slug/settings/channels', name: t('settings.channels') },
        { to: '/w/$slug/settings/blocked', name: t('blockedSetting.name') },
        ...(mayManage ? [{ to: '/w/$slug/settings/routing' as const, name: t('deskSettings.routing') }] : []),
      ],
    },
    {
      name: t('settings.group.application'),
      sections: [
        { to: '/w/$slug/settings/parameters', name: t('settings.parameters') },
        { to: '/w/$slug/settings/attributes', name: t('settings.attributes') },
        { to: '/w/$slug/settings/tags', name: t('deskSettings.tags') },
        { to: '/w/$slug/settings/templates', name: t('deskSettings.templates') },
        { to: '/w/$slug/settings/forms', name: t('deskSettings.forms') },
      ],
    },
    ...(mayManage
      ? [
          {
            name: t('settings.group.identity'),
            sections: [
              { to: '/w/$slug/settings/recognition' as const, name: t('settings.recognition') },
              { to: '/w/$slug/settings/retention' as const, name: t('settings.retention') },
            ],
          },
        ]
      : []),
  ];
  const found = groups
    .map(({ name, sections }) => ({ name, sections: sections.filter((section) => has(section.name, name)) }))
    .filter(({ sections }) => sections.length > 0);
  return (
    <nav className="pane settings-nav" aria-label={t('settings.title')} data-pane tabIndex={-1}>
      <div className="bar">
        <h2>{t('settings.title')}</h2>
      </div>
      <div className="scroll">
        <ListSearch q={q} onChange={setQ} label={t('deskSettings.sections')} />
        {found.length === 0 && <p className="hint">{t('deskSettings.noSection', { q })}</p>}
        {found.map(({ name, sections }) => (
          <div key={name}>
            <h3>{name}</h3>
            <ul>
              {sections.map((section) => (
                <li key={section.to}>
                  <Link
                    to={section.to}
                    params={params}
                    className={atStart && section.to.endsWith('/screen') ? 'plain at-start' : 'plain'}
                    activeProps={{ className: 'on', 'aria-current': 'page' }}
                  >
                    {section.name}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}
