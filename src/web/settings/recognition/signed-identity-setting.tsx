import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { Failed } from '../../frame/states.tsx';
import { TableSkeleton } from '../table-skeleton.tsx';
import { SignedIdentityForm } from './signed-identity-form.tsx';

/** How tokens of signed identities are checked: shown, and changed. */
export function SignedIdentitySetting() {
  const { t } = useTranslation();
  const setting = useQuery(cached.signedIdentity.read.queryOptions());
  return (
    <section className="settings-part" aria-labelledby="signed-identity">
      <h2 id="signed-identity">{t('signedIdentity.title')}</h2>
      <p className="t2">{t('signedIdentity.intro')}</p>
      {setting.isPending && <TableSkeleton />}
      {setting.isError && (
        <Failed title={t('signedIdentity.failed')} error={setting.error} retry={() => void setting.refetch()} />
      )}
      {setting.data && (
        <SignedIdentityForm key={`${setting.data.fingerprint} ${setting.data.algorithm}`} setting={setting.data} />
      )}
    </section>
  );
}
