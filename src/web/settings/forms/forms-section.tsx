import { IconForms, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { useKeys } from '../../frame/keys.ts';
import { Empty, Failed } from '../../frame/states.tsx';
import { ListSearch, useListSearch } from '../list-search.tsx';
import { Section } from '../section.tsx';
import { TableSkeleton } from '../table-skeleton.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { useOpenRow } from '../use-open-row.ts';
import { useRowKeys } from '../use-row-keys.ts';
import { FormPanel } from './form-panel.tsx';

/** Application → Hero Cards and forms: what clients and visitors fill in. */
export function FormsSection() {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const forms = useQuery(cached.forms.list.queryOptions());
  const { open, show, close, leave, made, link } = useOpenRow('/w/$slug/settings/forms');
  const { q, setQ, has } = useListSearch();
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  const items = forms.data?.items ?? [];
  const shown = items.filter(({ name, kind }) => has(name, t(`formSetting.kinds.${kind}`)));
  const opened = items.find(({ id }) => id === open);
  const add = () => (mayManage ? show('new') : false);
  useKeys({ c: add });

  return (
    <>
      <Section
        group={t('settings.group.application')}
        title={t('deskSettings.forms')}
        action={
          mayManage && (
            <button type="button" className="btn ink" onClick={add}>
              <IconPlus aria-hidden />
              {t('settings.add')} <kbd>c</kbd>
            </button>
          )
        }
      >
        <p className="settings-intro">{t('formSetting.intro')}</p>
        {forms.isPending && <TableSkeleton />}
        {forms.isError && (
          <Failed title={t('formSetting.failed')} error={forms.error} retry={() => void forms.refetch()} />
        )}
        {forms.isSuccess && items.length === 0 && (
          <Empty icon={IconForms} title={t('formSetting.none')}>
            {t('formSetting.noneHint')}
          </Empty>
        )}
        {items.length > 0 && <ListSearch q={q} onChange={setQ} label={t('formSetting.find')} />}
        {items.length > 0 && shown.length === 0 && <Empty icon={IconForms} title={t('deskSettings.nothing', { q })} />}
        {shown.length > 0 && (
          <table className="settings-table forms-table">
            <thead>
              <tr>
                <th scope="col">{t('deskSettings.name')}</th>
                <th scope="col">{t('formSetting.kind')}</th>
                <th scope="col">{t('formSetting.state')}</th>
                <th scope="col" className="right">
                  {t('formSetting.fields')}
                </th>
              </tr>
            </thead>
            <tbody ref={body}>
              {shown.map(({ id, name, kind, enabled, fields }) => (
                <tr key={id} className={id === open ? 'cur' : ''}>
                  <td className="cut">
                    <Link {...link(id)} className="plain settings-row-link">
                      {name}
                    </Link>
                  </td>
                  <td className="t2 cut">{t(`formSetting.kinds.${kind}`)}</td>
                  <td className={enabled ? 'state-on' : 't3'}>{t(enabled ? 'formSetting.on' : 'formSetting.off')}</td>
                  <td className="num t2 right">{fields.length}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {(opened || (open === 'new' && mayManage)) && (
        <FormPanel key={open} form={opened} onClose={close} onLeave={leave} onMade={made} />
      )}
    </>
  );
}
