import { useTranslation } from 'react-i18next';
import { Failed, Line, Skeleton } from '../../frame/states.tsx';
import { Section } from '../section.tsx';
import { useWorkspace } from './use-workspace.ts';
import { WorkspaceForm } from './workspace-form.tsx';
import './workspace.css';

/** Workspace → Workspace: the company's name and country, its hours and holidays, how many at once, and what counts for everybody (R-DSK-6). */
export function WorkspaceSection() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return (
    <Section group={t('settings.group.workspace')} title={t('workspaceSetting.title')} own>
      {workspace.isPending && (
        <Skeleton>
          <div className="settings-fields">
            {[420, 400, 300, 360, 280].map((width) => (
              <Line key={width} width={width} height={30} />
            ))}
          </div>
        </Skeleton>
      )}
      {workspace.isError && !workspace.data && (
        <Failed title={t('workspaceSetting.failed')} error={workspace.error} retry={() => void workspace.refetch()} />
      )}
      {workspace.data && <WorkspaceForm workspace={workspace.data} />}
    </Section>
  );
}
