import { IconForms, IconPlus } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Field } from '#contract/field.ts';
import { Key } from '../../frame/key.tsx';
import { useKeys } from '../../frame/keys.ts';
import { Empty, Failed } from '../../frame/states.tsx';
import { Section } from '../section.tsx';
import { TableSkeleton } from '../table-skeleton.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { FieldPanel } from './field-panel.tsx';
import { FieldTable } from './field-table.tsx';
import { useFields } from './use-fields.ts';

/** Application → Parameters: everything that conversations and clients may have beside what is built in. */
export function ParametersSection() {
  return <FieldsSection of="conversation" />;
}

/** Application → Attributes: the same list, of the client only. */
export function AttributesSection() {
  return <FieldsSection of="contact" />;
}

function FieldsSection({ of }: { of: Field['of'] }) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const fields = useFields();
  const { slug } = useParams({ from: '/w/$slug' });
  const { open } = useSearch({ strict: false });
  const navigate = useNavigate();
  const all = fields.data?.items ?? [];
  const shown = of === 'contact' ? all.filter((field) => field.of === 'contact') : all;
  const opened = all.find(({ id }) => id === open);
  const to = of === 'contact' ? '/w/$slug/settings/attributes' : '/w/$slug/settings/parameters';
  const show = (next: string | undefined, ignoreBlocker = false) => {
    void navigate({ to, params: { slug }, search: { open: next }, replace: true, ignoreBlocker });
    if (next === undefined && open) focusRow(open);
  };
  const add = () => (mayManage ? show('new') : false);
  useKeys({ add });

  return (
    <>
      <Section
        group={t('settings.group.application')}
        title={t(of === 'contact' ? 'settings.attributes' : 'settings.parameters')}
        action={
          mayManage && (
            <button type="button" className="btn ink" onClick={add}>
              <IconPlus aria-hidden />
              {t('settings.add')} <Key of="add" />
            </button>
          )
        }
      >
        <p className="settings-intro">{emphasised(t(of === 'contact' ? 'field.introAttributes' : 'field.intro'))}</p>
        {fields.isPending && <TableSkeleton />}
        {fields.isError && (
          <Failed title={t('field.failed')} error={fields.error} retry={() => void fields.refetch()} />
        )}
        {fields.isSuccess && shown.length === 0 && (
          <Empty icon={IconForms} title={t(of === 'contact' ? 'field.noneAttributes' : 'field.none')}>
            {t('field.noneHint')}
          </Empty>
        )}
        {shown.length > 0 && (
          <FieldTable fields={shown} all={all} open={open} marksAttributes={of !== 'contact'} to={to} />
        )}
      </Section>
      {(opened || (open === 'new' && mayManage)) && (
        <FieldPanel
          key={open}
          field={opened}
          of={of}
          all={all}
          onClose={() => show(undefined)}
          onLeave={() => show(undefined, true)}
          onMade={(id) => show(id, true)}
        />
      )}
    </>
  );
}

/** The row whose panel was closed has the focus again. */
function focusRow(id: string): void {
  setTimeout(() => document.getElementById(`field-${id}`)?.focus(), 0);
}

/** A sentence of the catalogue with its <b>words</b> in bold. */
function emphasised(text: string) {
  return text.split(/<\/?b>/u).map((part, place) => (place % 2 === 1 ? <b key={part}>{part}</b> : part));
}
