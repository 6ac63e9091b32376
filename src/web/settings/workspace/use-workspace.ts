import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Workspace, WorkspaceEdit } from '#contract/workspace-routes.ts';
import { api, cached, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';
import { undoOf } from './workspace-values.ts';

/** The workspace with its settings. */
export function useWorkspace() {
  return useQuery(cached.workspace.read.queryOptions());
}

/** Changing them: what was saved can be taken back at once. */
export function useWorkspaceChanges() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const put = (saved: Workspace) => cache.setQueryData(cached.workspace.read.queryKey(), saved);
  const onSettled = () => {
    void cache.invalidateQueries({ queryKey: cached.workspace.key() });
    void cache.invalidateQueries({ queryKey: cached.me.key() });
    void cache.invalidateQueries({ queryKey: cached.board.key() });
  };
  const restore = useMutation({
    mutationFn: (edit: WorkspaceEdit) => api.workspace.edit(edit),
    onSuccess: (saved) => {
      put(saved);
      toast(t('workspaceSetting.restored'));
    },
    onError: (error) => toast(failureOf(error).message || t('frame.nothingLost')),
    onSettled,
  });
  const edit = useMutation({
    mutationFn: ({ edit: change }: { edit: WorkspaceEdit; before: Workspace }) => api.workspace.edit(change),
    onSuccess: (saved, { edit: change, before }) => {
      put(saved);
      toast(t('settings.saved', { name: saved.name }), () => restore.mutate(undoOf(before, change)));
    },
    onSettled,
  });
  return edit;
}
