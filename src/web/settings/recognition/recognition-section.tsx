import { useTranslation } from 'react-i18next';
import { NotFound } from '../../frame/states.tsx';
import { Section } from '../section.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { ExcludedValues } from './excluded-values.tsx';
import { SignedIdentitySetting } from './signed-identity-setting.tsx';

/** Identity → Recognising the client: signed identities, and the values that never identify. For administrators. */
export function RecognitionSection() {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  if (!mayManage) return <NotFound />;
  return (
    <Section group={t('settings.group.identity')} title={t('settings.recognition')}>
      <div className="settings-columns">
        <SignedIdentitySetting />
        <ExcludedValues />
      </div>
    </Section>
  );
}
