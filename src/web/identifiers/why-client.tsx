import { IconCircleDashed, IconRosetteDiscountCheckFilled, IconUnlink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trustLevel } from '#contract/identifiers.ts';
import type { LinkReason } from '#contract/link.ts';
import { useKeys } from '../frame/keys.ts';
import { LatePopover } from '../frame/late-popover.tsx';
import { grouped, recently } from '../i18n/format.ts';
import { currentWorkspace } from '../workspace.ts';
import { useLinkWords } from './link-words.ts';

interface WhyClientProps {
  link: LinkReason;
  /** The client's name; null while nobody is linked. */
  name: string | null;
  /** The words of the button; *Why this client?* otherwise. */
  label?: string;
  /** Whether `w` opens it. */
  keyed?: boolean;
  /** *Not this person*, for whom a person may say so. */
  onRefuse?: () => void;
  /** *Choose another…* */
  onChoose?: () => void;
}

/** *Why this client?*: the whole reasoning one click away (R-REC-6): the rule, what agreed, what was weaker and not used. */
export function WhyClient({ link, name, label, keyed, onRefuse, onChoose }: WhyClientProps) {
  const { t } = useTranslation();
  const words = useLinkWords();
  const [opened, setOpened] = useState(false);
  const slug = currentWorkspace();
  const title = name ? t('link.whyShort', { name }) : t('link.whyNobody');
  useKeys(keyed ? { why: () => setOpened(true) } : {});

  return (
    <LatePopover
      width={320}
      position="bottom-end"
      opened={opened}
      onChange={setOpened}
      paper="whyp"
      label={title}
      focusPaper
      target={
        <button type="button" className="textlink" onClick={() => setOpened(!opened)}>
          {label ?? t('link.why')}
        </button>
      }
    >
      <b>{title}</b>
      <ol>
        <li className={isSolid(link.strength) ? 'ok' : ''}>
          <Seal solid={isSolid(link.strength)} />
          <div>
            {evidenceOrReason()}
            <span>{[t(`link.explained.${link.rule}`), link.by, recently(link.at)].filter(Boolean).join(' · ')}</span>
          </div>
        </li>
        {link.rejected.map(({ contactId, evidence, reason }) => (
          <li key={`${contactId} ${evidence.kind} ${evidence.display}`}>
            <Seal solid={false} />
            <div>
              {t('link.onCard', { evidence: words.evidence(evidence) })}{' '}
              <Link to="/w/$slug/contacts/$id" params={{ slug, id: String(contactId) }} className="num">
                {grouped(contactId)}
              </Link>
              <span>{t(`link.rejected.${reason}`)}</span>
            </div>
          </li>
        ))}
      </ol>
      {name && (onRefuse || onChoose) && (
        <footer>
          {onRefuse && (
            <button type="button" className="btn sm" onClick={closed(onRefuse)}>
              <IconUnlink aria-hidden />
              {t('refuse.open')}
            </button>
          )}
          {onChoose && (
            <button type="button" className="btn quiet sm" onClick={closed(onChoose)}>
              {t('refuse.another')}
            </button>
          )}
        </footer>
      )}
    </LatePopover>
  );

  function closed(act: () => void): () => void {
    return () => {
      setOpened(false);
      act();
    };
  }

  function evidenceOrReason(): string {
    if (!name) return words.unlinked(link);
    if (!link.evidence) return words.reason(link);
    return [words.evidence(link.evidence), link.authenticatedBy].filter(Boolean).join(' · ');
  }
}

function Seal({ solid }: { solid: boolean }) {
  return solid ? <IconRosetteDiscountCheckFilled aria-hidden /> : <IconCircleDashed aria-hidden />;
}

function isSolid(strength: LinkReason['strength']): boolean {
  return strength !== null && trustLevel(strength) >= trustLevel('channel');
}
