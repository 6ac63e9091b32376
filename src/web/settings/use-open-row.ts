import { useNavigate, useParams, useSearch } from '@tanstack/react-router';

type Place =
  | '/w/$slug/settings/queues'
  | '/w/$slug/settings/routing'
  | '/w/$slug/settings/operators'
  | '/w/$slug/settings/tags'
  | '/w/$slug/settings/templates'
  | '/w/$slug/settings/forms';

/** Which row of a list of settings stands open beside it, as the address says. Closing gives the focus back to the row. */
export function useOpenRow(to: Place) {
  const { slug } = useParams({ from: '/w/$slug' });
  const { open } = useSearch({ strict: false });
  const navigate = useNavigate();
  const show = (next: string | undefined, ignoreBlocker = false) => {
    void navigate({ to, params: { slug }, search: { open: next }, replace: true, ignoreBlocker });
    if (next === undefined && open) setTimeout(() => document.getElementById(rowId(open))?.focus(), 0);
  };
  return {
    open,
    show: (next: string) => show(next),
    /** Asks first when something is not saved. */
    close: () => show(undefined),
    /** Leaves edits behind. */
    leave: () => show(undefined, true),
    /** Of what was just made: nothing is left unsaved. */
    made: (next: string) => show(next, true),
    link: (row: string) => ({ id: rowId(row), to, params: { slug }, search: { open: row }, replace: true }) as const,
  };
}

/** The id of the link of a row. */
export function rowId(row: string): string {
  return `row-${encodeURIComponent(row)}`;
}
