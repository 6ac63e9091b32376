import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRow } from '#contract/contact.ts';
import { grouped, recently } from '../i18n/format.ts';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { Marked } from '../identifiers/marked.tsx';
import { readable } from '../identifiers/readable.ts';
import { Tag } from '../identifiers/tag.tsx';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { currentWorkspace } from '../workspace.ts';
import { RestoreButton } from './restore-button.tsx';

interface ContactTableRowProps {
  contact: ContactRow;
  /** What was searched for, which is marked. */
  q: string | undefined;
  inBin: boolean;
  index: number;
  /** Its place in the list, in pixels. */
  top: number;
  atCursor: boolean;
  selected: boolean;
  /** Each is the same with every paint, so that a step of the cursor or a turn of the wheel paints anew only what it moves. */
  onOpen: (id: number) => void;
  onPoint: (index: number) => void;
  onSelect: (id: number) => void;
}

/** One contact of the directory. Trust marks stand by values, never by the name. */
export const ContactTableRow = memo(function ContactTableRow(props: ContactTableRowProps) {
  const { contact, q, index, top, atCursor, selected } = props;
  const { t } = useTranslation();
  const { id, name, company, email, phone, other, channels, tags, lastContactAt, duplicates } = contact;
  const title = name ?? email?.display ?? phone?.display ?? other?.display ?? t('value.unnamed');
  const found = other && (name ? q : !email && !phone && name) ? other : null;

  return (
    <tr
      id={`contact-${id}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`tr ${selected ? 'sel' : ''} ${atCursor ? 'cur' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => {
        props.onPoint(index);
        if (!(event.target as Element).closest('a, button, input')) props.onOpen(id);
      }}
      onKeyDown={() => undefined}
    >
      <td>
        <input
          type="checkbox"
          className="box"
          tabIndex={-1}
          aria-label={t('directory.select', { name: title })}
          checked={selected}
          onChange={() => props.onSelect(id)}
        />
      </td>
      <td className="num t3 right">
        <Marked text={grouped(id)} q={q} />
      </td>
      <td className="row tight">
        <span className="cut">
          <Link
            to="/w/$slug/contacts/$id"
            params={{ slug: currentWorkspace(), id: String(id) }}
            tabIndex={-1}
            className={name ? 'name plain' : 'name plain t2'}
          >
            <Marked text={title} q={q} />
          </Link>{' '}
          {company && (
            <span className="t3">
              <Marked text={company} q={q} />
            </span>
          )}
          {found && (
            <span className="t3">
              <Marked text={found.display} q={q} />
            </span>
          )}
        </span>
        {duplicates > 0 && <span className="badge warn">{t('directory.duplicate')}</span>}
      </td>
      <Value value={email} kind="email" q={q} />
      <Value value={phone} kind="phone" q={q} />
      <td className="row glyphs">
        {channels.slice(0, 5).map((kind) => (
          <ChannelGlyph key={kind} kind={kind} plain />
        ))}
      </td>
      <td className="row tags-cell">
        {tags.slice(0, 2).map((tag) => (
          <Tag key={tag} tag={tag} small />
        ))}
        {tags.length > 2 && <span className="s12 t3">+{tags.length - 2}</span>}
      </td>
      <td className="t2 num last">
        {props.inBin ? (
          <RestoreButton id={id} name={title} />
        ) : lastContactAt ? (
          <time dateTime={lastContactAt}>{recently(lastContactAt)}</time>
        ) : (
          <span className="t3">{t('directory.never')}</span>
        )}
      </td>
    </tr>
  );
});

function Value({ value, kind, q }: { value: ContactRow['email']; kind: 'email' | 'phone'; q: string | undefined }) {
  const { t } = useTranslation();
  return (
    <td className={`row tight ${kind}`}>
      {value ? (
        <>
          <span className={kind === 'phone' ? 'num cut' : 'cut'}>
            <Marked text={readable(value.display)} q={q} />
          </span>
          <TrustMark trust={value.trust} state={value.state} kind={kind} />
        </>
      ) : (
        <span className="t3">{t('value.notGiven')}</span>
      )}
    </td>
  );
}
