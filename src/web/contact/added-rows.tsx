import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { IdentifierKind } from '#contract/identifiers.ts';
import { isNumeric, useKindName } from '../identifiers/kind-name.ts';
import { EditableValue } from './editable-value.tsx';
import type { CardEdits } from './use-card-edits.ts';

interface AddedRowsProps {
  kinds: (kind: string) => boolean;
  edits: CardEdits;
  /** The kind whose field is open, waiting for a value. */
  adding: IdentifierKind | null;
  onAdded: () => void;
}

/** Values added to a card and not saved yet, and the open field of the next one. */
export function AddedRows({ kinds, edits, adding, onAdded }: AddedRowsProps) {
  const { t } = useTranslation();
  const kindName = useKindName();
  return (
    <>
      {edits.draft.added
        .filter(({ kind }) => kinds(kind))
        .map(({ key, kind, value }) => (
          <div className="idr" key={key}>
            <span className="lab">{kindName(kind)}</span>
            <span className="val">
              <EditableValue
                label={kindName(kind)}
                value={value}
                onKeep={(next) => edits.edit({ do: 'addedValue', key, value: next })}
              >
                <span className={isNumeric(kind) ? 'num cut' : 'cut'}>{value}</span>
              </EditableValue>
              <span className="badge accent">{t('value.edited')}</span>
            </span>
            <span className="meta" />
            <button
              type="button"
              className="ib sm"
              aria-label={`${t('contact.remove')}: ${value}`}
              onClick={() => edits.edit({ do: 'addedValue', key, value: '' })}
            >
              <IconX aria-hidden />
            </button>
          </div>
        ))}
      {adding && kinds(adding) && (
        <div className="idr">
          <span className="lab">{kindName(adding)}</span>
          <span className="val">
            <EditableValue
              key={adding}
              open
              label={t('contact.add', { field: kindName(adding) })}
              value=""
              type={adding === 'email' ? 'email' : adding === 'phone' ? 'tel' : 'text'}
              onKeep={(value) => value.trim() && edits.edit({ do: 'add', kind: adding, value })}
              onClose={onAdded}
            >
              {null}
            </EditableValue>
          </span>
        </div>
      )}
    </>
  );
}
