import { useTranslation } from 'react-i18next';
import { useColleagues } from '../../frame/use-colleagues.ts';
import { ListSearch, useListSearch } from '../list-search.tsx';

interface QueueMembersProps {
  members: string[];
  onChange: (members: string[]) => void;
}

const few = 8;

/** Who answers the conversations of a queue: a tick for each operator, found by name where there are many. */
export function QueueMembers({ members, onChange }: QueueMembersProps) {
  const { t } = useTranslation();
  const colleagues = useColleagues();
  const { q, setQ, has } = useListSearch();
  return (
    <fieldset>
      <legend className="label">
        {t('queueSetting.members')}{' '}
        <span className="t3">{t('queueSetting.memberCount', { count: members.length })}</span>
      </legend>
      {colleagues.length > few && <ListSearch q={q} onChange={setQ} label={t('queueSetting.findMember')} />}
      <div className="settings-checks two">
        {colleagues
          .filter(({ name }) => has(name))
          .map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                className="box"
                checked={members.includes(id)}
                onChange={({ target }) =>
                  onChange((target.checked ? [...members, id] : members.filter((one) => one !== id)).toSorted())
                }
              />
              <span className="cut">{name}</span>
            </label>
          ))}
      </div>
      {colleagues.length === 0 && <p className="hint">{t('queueSetting.noOperators')}</p>}
    </fieldset>
  );
}
