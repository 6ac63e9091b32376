import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../api.ts';
import { Dialog } from '../frame/dialog.tsx';
import { Failed, Skeleton } from '../frame/states.tsx';
import { enBegin } from '../i18n/en-begin.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { BeginForm } from './begin-form.tsx';
import { NoWay } from './no-way.tsx';
import './begin.css';

addEnglish(enBegin);

interface BeginDialogProps {
  contactId: number;
  /** The client's name, as it shows where one came from. */
  name: string;
  opened: boolean;
  onClose: () => void;
}

/** *Write…*: begins a conversation with a client from their card, a row of the directory or their history (R-DIR-10). */
export function BeginDialog({ contactId, name, opened, onClose }: BeginDialogProps) {
  const { t } = useTranslation();
  const ways = useQuery(cached.contacts.ways.queryOptions({ input: { id: contactId }, enabled: opened }));
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('begin.title', { name })}
      hint={t('begin.hint')}
      before={<Avatar name={name} />}
      width={640}
    >
      {!opened ? null : ways.data && ways.data.ways.length > 0 ? (
        <BeginForm key={contactId} contactId={contactId} known={ways.data} onClose={onClose} />
      ) : ways.data ? (
        <NoWay known={ways.data} />
      ) : ways.isError ? (
        <Failed title={t('begin.loadFailed')} error={ways.error} retry={() => void ways.refetch()} />
      ) : (
        <div className="dialog-body begin-form">
          <Skeleton>
            <span className="sk" />
            <span className="sk" />
          </Skeleton>
        </div>
      )}
    </Dialog>
  );
}
