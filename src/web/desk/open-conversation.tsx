import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { cached, failureOf } from '../api.ts';
import { Failed, NotFound } from '../frame/states.tsx';
import { useMe } from '../frame/use-me.ts';
import { useSupervisor } from '../frame/use-supervisor.ts';
import { useTitle } from '../frame/use-title.ts';
import { WhenOpened } from '../frame/when-opened.tsx';
import { enWrapUp } from '../i18n/en-wrap-up.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { type Asking, AskingContext } from './asking.ts';
import { ClientPanel } from './client-panel.tsx';
import { type Planned, PlanningContext } from './ending/planning.ts';
import { MergingPlace } from './merging/merging-place.tsx';
import { OpenSkeleton } from './open-skeleton.tsx';
import { Talk } from './talk.tsx';

addEnglish(enWrapUp);

const WrapUp = lazy(() => import('./ending/wrap-up.tsx').then((room) => ({ default: room.WrapUp })));
const FollowUpDialog = lazy(() =>
  import('./ending/follow-up-dialog.tsx').then((room) => ({ default: room.FollowUpDialog })),
);
const AskColleague = lazy(() => import('./ask-colleague.tsx').then((room) => ({ default: room.AskColleague })));

interface OpenConversationProps {
  id: string;
  /** Whether the client's panel is drawn out, where it is a drawer. */
  panel: boolean;
  onPanel: (open: boolean) => void;
}

/** An open conversation with its client. */
export function OpenConversation({ id, panel, onPanel }: OpenConversationProps) {
  const { t } = useTranslation();
  const conversation = useQuery(cached.conversations.read.queryOptions({ input: { id } }));
  const [asking, setAsking] = useState<{ what: Asking; opened: boolean }>({ what: 'redirect', opened: false });
  const ask = useCallback((what: Asking) => setAsking({ what, opened: true }), []);
  const [planning, setPlanning] = useState<{ what: Planned; opened: boolean }>({
    what: { kind: 'callback' },
    opened: false,
  });
  const plan = useCallback((what: Planned) => setPlanning({ what, opened: true }), []);
  const wrapUp = useOwnWrapUp(conversation.data);
  useTitle(conversation.data?.topic);

  // also what was read before: a right that was withdrawn closes the view (R-BEY-8)
  if (failureOf(conversation.error).code === 'NOT_FOUND') return <NotFound />;
  if (conversation.data) {
    return (
      <AskingContext value={ask}>
        <PlanningContext value={plan}>
          <MergingPlace conversation={conversation.data}>
            {wrapUp ? (
              <Suspense fallback={<OpenSkeleton />}>
                <WrapUp key={wrapUp.since} conversation={conversation.data} wrapUp={wrapUp} />
              </Suspense>
            ) : (
              <>
                <Talk conversation={conversation.data} onClient={() => onPanel(!panel)} />
                <ClientPanel
                  conversation={conversation.data}
                  drawn={panel}
                  onShow={() => onPanel(true)}
                  onHide={() => onPanel(false)}
                />
              </>
            )}
          </MergingPlace>
          <WhenOpened opened={planning.opened}>
            <FollowUpDialog
              conversation={conversation.data}
              planning={planning.what}
              opened={planning.opened}
              onClose={() => setPlanning({ ...planning, opened: false })}
            />
          </WhenOpened>
        </PlanningContext>
        <WhenOpened opened={asking.opened}>
          <AskColleague
            conversation={conversation.data}
            {...asking}
            onClose={() => setAsking({ ...asking, opened: false })}
          />
        </WhenOpened>
      </AskingContext>
    );
  }
  if (!conversation.isError) return <OpenSkeleton />;
  return (
    <main className="pane talk" data-pane tabIndex={-1}>
      <Failed title={t('desk.loadFailed')} error={conversation.error} retry={() => void conversation.refetch()} />
    </main>
  );
}

/** The wrap-up that the reader may end: their own, or anybody's for who supervises (R-DSK-3). */
function useOwnWrapUp(conversation: Conversation | undefined): Conversation['wrapUp'] {
  const me = useMe();
  const isSupervisor = useSupervisor();
  const wrapUp = conversation?.wrapUp ?? null;
  return wrapUp && (isSupervisor || wrapUp.operator.id === me?.id) ? wrapUp : null;
}
