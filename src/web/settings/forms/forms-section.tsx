import { IconForms } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { ListSection } from '../list-section.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { FormPanel } from './form-panel.tsx';

/** Application → Hero Cards and forms: what clients and visitors fill in. */
export function FormsSection() {
  const { t } = useTranslation();
  const forms = useQuery(cached.forms.list.queryOptions());
  return (
    <ListSection
      group="application"
      name="forms"
      words="formSetting"
      icon={IconForms}
      list={forms}
      mayManage={useMayManage()}
      texts={({ name, kind }) => [name, t(`formSetting.kinds.${kind}`)]}
      heads={
        <>
          <th scope="col">{t('formSetting.kind')}</th>
          <th scope="col">{t('formSetting.state')}</th>
          <th scope="col" className="right">
            {t('formSetting.fields')}
          </th>
        </>
      }
      cells={({ kind, enabled, fields }) => (
        <>
          <td className="t2 cut">{t(`formSetting.kinds.${kind}`)}</td>
          <td className={enabled ? 'state-on' : 't3'}>{t(enabled ? 'formSetting.on' : 'formSetting.off')}</td>
          <td className="num t2 right">{fields.length}</td>
        </>
      )}
      panel={(form, ways) => <FormPanel form={form} {...ways} />}
    />
  );
}
