import { IconPlus, IconTags } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { Key } from '../../frame/key.tsx';
import { useKeys } from '../../frame/keys.ts';
import { Empty, Failed } from '../../frame/states.tsx';
import { ListSearch, useListSearch } from '../list-search.tsx';
import { Section } from '../section.tsx';
import { TableSkeleton } from '../table-skeleton.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { useOpenRow } from '../use-open-row.ts';
import { useRowKeys } from '../use-row-keys.ts';
import { RulePanel } from './rule-panel.tsx';
import { RuleTable } from './rule-table.tsx';
import { TagPanel } from './tag-panel.tsx';
import { TagTable } from './tag-table.tsx';

/** Application → Tags and rules: tags of conversations with their colours, and the words that add them. */
export function TagsSection() {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const tags = useQuery(cached.conversationTags.list.queryOptions());
  const rules = useQuery(cached.tagRules.list.queryOptions({ enabled: mayManage }));
  const { open, show, close, leave, made, link } = useOpenRow('/w/$slug/settings/tags');
  const { q, setQ, has } = useListSearch();
  const body = useRef<HTMLDivElement>(null);
  useRowKeys(body);
  const allTags = tags.data?.items ?? [];
  const allRules = rules.data?.items ?? [];
  const openTag = allTags.find(({ name }) => `tag:${name}` === open);
  const openRule = allRules.find(({ id }) => `rule:${id}` === open);
  const add = () => (mayManage ? show('new-tag') : false);
  const addRule = () => (mayManage ? show('new-rule') : false);
  useKeys({ add, addRule });
  const failed = tags.isError ? tags : rules.isError ? rules : null;

  return (
    <>
      <Section
        group={t('settings.group.application')}
        title={t('deskSettings.tags')}
        action={
          mayManage && (
            <span className="row">
              <button type="button" className="btn" onClick={addRule}>
                <IconPlus aria-hidden />
                {t('tagSetting.addRule')} <Key of="addRule" />
              </button>
              <button type="button" className="btn ink" onClick={add}>
                <IconPlus aria-hidden />
                {t('settings.add')} <Key of="add" />
              </button>
            </span>
          )
        }
      >
        <p className="settings-intro">{t('tagSetting.intro')}</p>
        {(tags.isPending || rules.isLoading) && <TableSkeleton />}
        {failed && <Failed title={t('tagSetting.failed')} error={failed.error} retry={() => void failed.refetch()} />}
        {tags.isSuccess && (rules.isSuccess || !mayManage) && (
          <>
            {allTags.length + allRules.length > 0 && <ListSearch q={q} onChange={setQ} label={t('tagSetting.find')} />}
            {!mayManage && <p className="settings-after hint">{t('tagSetting.askAdministrator')}</p>}
            <div ref={body}>
              {allTags.length === 0 ? (
                <Empty icon={IconTags} title={t('tagSetting.none')}>
                  {t('tagSetting.noneHint')}
                </Empty>
              ) : (
                <TagTable
                  tags={allTags.filter(({ name }) => has(name))}
                  rules={rules.data?.items}
                  open={open}
                  link={link}
                  q={q}
                />
              )}
              {mayManage && (
                <>
                  <h2 className="settings-subtitle">{t('tagSetting.rules')}</h2>
                  <RuleTable
                    rules={allRules.filter(({ tag, words }) => has(tag, ...words))}
                    tags={allTags}
                    open={open}
                    link={link}
                    q={q}
                  />
                </>
              )}
            </div>
          </>
        )}
      </Section>
      {(openTag || (open === 'new-tag' && mayManage)) && (
        <TagPanel
          key={open}
          tag={openTag}
          all={allTags}
          onClose={close}
          onLeave={leave}
          onMade={(name) => made(`tag:${name}`)}
        />
      )}
      {(openRule || (open === 'new-rule' && mayManage)) && (
        <RulePanel
          key={open}
          rule={openRule}
          tags={allTags}
          onClose={close}
          onLeave={leave}
          onMade={(id) => made(`rule:${id}`)}
        />
      )}
    </>
  );
}
