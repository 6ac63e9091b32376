import { IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../frame/dialog.tsx';
import { LabelledField } from '../../frame/labelled-field.tsx';

export interface GivenLink {
  name: string;
  email: string;
  link: string;
  /** It was sent to them too. */
  mailed: boolean;
}

/** The way in of a new operator, shown this once, to copy. */
export function LinkDialog({ given, onClose }: { given: GivenLink | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={given !== null}
      onClose={onClose}
      title={t('operatorSetting.linkTitle', { name: given?.name ?? '' })}
      hint={t('operatorSetting.linkHint')}
      width={520}
    >
      {given && <Link key={given.link} given={given} />}
    </Dialog>
  );
}

function Link({ given: { link, mailed, email } }: { given: GivenLink }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select(); // where the clipboard is closed to pages, Ctrl C does it
    await navigator.clipboard?.writeText(link).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="dialog-body operator-link">
      <div className="row">
        <div className="grow">
          <LabelledField label={t('operatorSetting.link')}>
            {(tied) => <input {...tied} ref={field} readOnly value={link} onFocus={({ target }) => target.select()} />}
          </LabelledField>
        </div>
        <button type="button" className="btn ink" data-autofocus onClick={() => void copy()}>
          <IconCopy aria-hidden />
          {t(copied ? 'operatorSetting.copied' : 'operatorSetting.copy')}
        </button>
      </div>
      <p className="hint" role="status">
        {mailed ? t('operatorSetting.linkMailed', { email }) : t('operatorSetting.linkNotMailed')}
      </p>
    </div>
  );
}
