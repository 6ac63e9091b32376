import { IconHistory, IconRosetteDiscountCheckOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, cached } from '../../api.ts';
import { Dialog } from '../../frame/dialog.tsx';
import { toast } from '../../frame/toast.ts';
import { NotSaved } from '../not-saved.tsx';

/** Switches signed identities off. The key is gone with it and cannot be brought back, so it asks first and says what stays. */
export function SignedIdentityOff({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [asking, ask] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.signedIdentity.remove(),
    onSuccess: (setting) => {
      ask(false);
      cache.setQueryData(cached.signedIdentity.read.queryKey(), setting);
      toast(t('signedIdentity.switchedOff'));
    },
  });
  const stays = [
    [IconRosetteDiscountCheckOff, 'offNothing', 'offNothingHint'],
    [IconHistory, 'offStays', 'offStaysHint'],
  ] as const;
  return (
    <>
      <button type="button" className="btn danger" disabled={disabled} onClick={() => ask(true)}>
        {t('signedIdentity.off')}
      </button>
      <Dialog opened={asking} onClose={() => ask(false)} title={t('signedIdentity.offTitle')} width={440}>
        <div className="dialog-body">
          {remove.error !== null && <NotSaved error={remove.error} />}
          <ul className="points">
            {stays.map(([Icon, says, more]) => (
              <li key={says}>
                <Icon aria-hidden />
                <span>
                  <b>{t(`signedIdentity.${says}`)}</b> <span className="t2">{t(`signedIdentity.${more}`)}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
        <footer className="dialog-foot">
          <span className="grow" />
          <button type="button" className="btn" data-autofocus onClick={() => ask(false)}>
            {t('frame.cancel')} <kbd>Esc</kbd>
          </button>
          <button
            type="button"
            className="btn danger ink"
            disabled={remove.isPending}
            onClick={() => remove.mutate(undefined)}
          >
            {t('signedIdentity.off')}
          </button>
        </footer>
      </Dialog>
    </>
  );
}
