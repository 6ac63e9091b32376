import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../frame/states.tsx';
import { Section } from '../section.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { ExcludedValues } from './excluded-values.tsx';
import { SignedIdentitySetting } from './signed-identity-setting.tsx';

/** Identity → Recognising the client: signed identities, and the values that never identify. For administrators. */
export function RecognitionSection() {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  return (
    <Section group={t('settings.group.identity')} title={t('settings.recognition')}>
      {mayManage ? (
        <div className="settings-columns">
          <SignedIdentitySetting />
          <ExcludedValues />
        </div>
      ) : (
        <Empty icon={IconLock} title={t('settings.adminsOnly')} />
      )}
    </Section>
  );
}
