import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import type { IdentifierState } from '#contract/identifiers.ts';
import { Dialog } from '../frame/dialog.tsx';
import { useTargetName } from '../history/target-name.ts';
import { useAttributeWords } from '../identifiers/attribute-words.ts';
import { useKindName } from '../identifiers/kind-name.ts';
import type { CardEdits } from './use-card-edits.ts';

interface CompareDialogProps {
  /** The card as it is saved now. */
  card: Contact;
  edits: CardEdits;
  opened: boolean;
  onClose: () => void;
}

/** The own edits beside what is saved now; *Save my edits* puts them on top. */
export function CompareDialog({ card, edits, opened, onClose }: CompareDialogProps) {
  const { t } = useTranslation();
  const rows = useComparedRows(card, edits);
  const save = async () => {
    if (await edits.saveOver()) onClose();
  };
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('contact.compareTitle')}
      hint={t('contact.compareHint')}
      width={640}
    >
      <div className="dialog-body">
        <table className="compared">
          <thead>
            <tr>
              <th>{t('contact.compareField')}</th>
              <th>{t('contact.compareWas')}</th>
              <th>{t('contact.compareMine')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, field, now, mine }) => (
              <tr key={key}>
                <td>{field}</td>
                <td>{now || <span className="t3">{t('value.notGiven')}</span>}</td>
                <td>{mine ? <ins>{mine}</ins> : <del>{now}</del>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer>
        <span className="grow" />
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')}
        </button>
        <button type="button" className="btn ink" disabled={edits.saving} onClick={() => void save()}>
          {t('contact.saveMine')}
        </button>
      </footer>
    </Dialog>
  );
}

interface ComparedRow {
  key: string;
  field: string;
  now: string;
  mine: string;
}

function useComparedRows(card: Contact, { draft }: CardEdits): ComparedRow[] {
  const { t } = useTranslation();
  const kindName = useKindName();
  const attributes = useAttributeWords();
  const nameOf = useTargetName();
  const savedValue = (id: string) => card.identifiers.find((value) => value.id === id);
  const rows: ComparedRow[] = [];
  if (draft.name !== undefined)
    rows.push({ key: 'name', field: t('contact.name'), now: card.name ?? '', mine: draft.name ?? '' });
  for (const [id, change] of Object.entries(draft.changed)) {
    const value = savedValue(id);
    const field = kindName(value?.kind ?? change.kind ?? '');
    const now = value?.display ?? '';
    if (change.value !== undefined) rows.push({ key: id, field, now, mine: change.value });
    if (change.main) rows.push({ key: `${id} main`, field, now, mine: `${now} (${t('value.main')})` });
    if (change.label !== undefined)
      rows.push({
        key: `${id} label`,
        field: t('card.labelOf', { value: now }),
        now: value?.label ?? '',
        mine: change.label ?? '',
      });
    if (change.state)
      rows.push({
        key: `${id} state`,
        field: `${field} ${now}`,
        now: stateWord(value?.state ?? 'owned'),
        mine: stateWord(change.state),
      });
  }
  for (const id of draft.removed.filter((one) => savedValue(one))) {
    rows.push({ key: id, field: kindName(savedValue(id)?.kind ?? ''), now: savedValue(id)?.display ?? '', mine: '' });
  }
  for (const { key, kind, value } of draft.added) rows.push({ key, field: kindName(kind), now: '', mine: value });
  for (const [name, mine] of Object.entries(draft.attributes)) {
    rows.push({ key: name, field: attributes.name(name), now: card.attributes[name] ?? '', mine: mine ?? '' });
  }
  for (const tag of draft.addedTags) rows.push({ key: `+${tag}`, field: t('change.tag'), now: '', mine: tag });
  for (const tag of draft.removedTags) rows.push({ key: `-${tag}`, field: t('change.tag'), now: tag, mine: '' });
  for (const field of draft.settled)
    rows.push({ key: `settled ${field}`, field: t('card.settledField'), now: '', mine: nameOf(field) });
  return rows;

  function stateWord(state: IdentifierState): string {
    return state === 'owned' ? t('card.owned') : t(`trust.${state}`);
  }
}
