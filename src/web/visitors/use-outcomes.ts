import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteVisitor } from '#contract/visitor.ts';
import { toast } from '../frame/toast.ts';
import { useMe } from '../frame/use-me.ts';
import { nameOf } from './visitor-row.tsx';

const words = {
  accepted: 'visitors.youAccepted',
  declined: 'visitors.youDeclined',
  ignored: 'visitors.youIgnored',
} as const;

/** Says once what became of one's own invitations while this room is open. */
export function useOutcomes(visitors: SiteVisitor[]): void {
  const { t } = useTranslation();
  const me = useMe();
  const asked = useRef(new Set<string>());
  useEffect(() => {
    for (const visitor of visitors) {
      const { id, invitation } = visitor;
      if (invitation?.by.id !== me?.id || !invitation) continue;
      if (invitation.state === 'asked') asked.current.add(id);
      else if (asked.current.delete(id))
        toast(t(words[invitation.state], { name: nameOf(visitor) ?? t('visitors.unknown') }));
    }
  }, [visitors, me?.id, t]);
}
