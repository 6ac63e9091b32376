import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Field } from '#contract/field.ts';
import { cached } from '../api.ts';

/** The label of a defined field in the reader's language. */
export function useFieldLabel(): (field: Pick<Field, 'label'>) => string {
  const { i18n } = useTranslation();
  return ({ label }) => (i18n.language === 'cs' ? (label.cs ?? label.en) : label.en);
}

/** Labels of the workspace's own parameters and attributes by their names; undefined where none is defined, or as long as they are not known. */
export function useLabelOfName(): (name: string) => string | undefined {
  const labelOf = useFieldLabel();
  const fields = useDefinedFields();
  return (name) => {
    const field = fields.find((one) => one.name === name);
    return field && labelOf(field);
  };
}

/** The parameters and attributes that administrators defined; empty until they come. */
export function useDefinedFields(): Field[] {
  const { data } = useQuery(cached.fields.list.queryOptions({ staleTime: 300_000, retry: false }));
  return data?.items ?? none;
}

const none: Field[] = [];
