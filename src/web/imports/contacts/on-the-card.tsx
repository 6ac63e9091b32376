import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRow } from '#contract/contact-import.ts';
import { grouped } from '../../i18n/format.ts';
import { useKindName } from '../../identifiers/kind-name.ts';
import { useProblemWords } from './problem-words.ts';
import { useFieldName } from './use-field-name.ts';

/** What a row means on the card: a new one, which one it is and what changes there, whose its values are, or what is wrong with it. */
export function OnTheCard({ row }: { row: ImportRow }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const fieldName = useFieldName();
  const problem = useProblemWords();
  const { action, reason, contactId, taken, changes } = row;
  if (action === 'invalid') {
    const { text, lang } = problem(row.problem ?? '');
    return (
      <span className="bad" lang={lang}>
        {text}
      </span>
    );
  }
  const parts: ReactNode[] = [];
  if (action === 'skip' && reason === 'decided') parts.push(t('contactImport.decidedSkip'));
  else if (reason === 'nothingNew' && contactId) parts.push(t('contactImport.sameAs', { id: grouped(contactId) }));
  else if (contactId) parts.push(t('contactImport.card', { id: grouped(contactId) }));
  else if (action === 'create') parts.push(t('contactImport.newCard'));
  const owned = taken.map(({ kind, contactId: owner, row: earlier }) => {
    const name = inSentence(kind, kindName(kind));
    if (reason === 'valueShared') return t('contactImport.isShared', { kind: name });
    return owner === 0
      ? t('contactImport.inRow', { kind: name, row: earlier ?? '' })
      : t('contactImport.isOn', { kind: name, id: grouped(owner) });
  });
  if (owned.length > 0) parts.push([...new Set(owned)].join(', '));
  for (const { field, before, after } of changes) {
    parts.push(
      <span key={field}>
        {fieldName(field)} {before !== null && <del>{before}</del>} <ins>{after}</ins>
      </span>,
    );
  }
  return parts.map((part, place) => (
    <Fragment key={typeof part === 'string' ? part : `part ${place + 1}`}>
      {place > 0 && ' · '}
      {part}
    </Fragment>
  ));
}

/** Common nouns begin small: e‑mail, phone; names of products keep their capitals. */
function inSentence(kind: string, name: string): string {
  return kind === 'email' || kind === 'phone' ? name.charAt(0).toLocaleLowerCase() + name.slice(1) : name;
}
