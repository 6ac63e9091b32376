import { IconPlus } from '@tabler/icons-react';
import type { UseMutationResult } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExcludedValue } from '#contract/field.ts';
import { identifierKinds } from '#contract/identifiers.ts';
import { failureOf } from '../../api.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { useKindName } from '../../identifiers/kind-name.ts';
import { useDefinedFields } from '../../identifiers/use-field-label.ts';

type Add = UseMutationResult<ExcludedValue, Error, Pick<ExcludedValue, 'kind' | 'value'>>;

/** A kind and a value for the list; Enter adds it. */
export function AddExcluded({ add }: { add: Add }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const kindName = useKindName();
  const fields = useDefinedFields();
  const [kind, setKind] = useState('email');
  const [value, setValue] = useState('');
  const [empty, setEmpty] = useState(false);
  const custom = fields.filter(({ identifies }) => identifies).map(({ name }) => `custom:${name}`);
  const refused = add.error && failureOf(add.error);
  const wrong = empty ? t('excluded.noValue') : refused ? words(refused) : undefined;

  return (
    <form
      className="excluded-add"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        setEmpty(!value.trim());
        if (value.trim() && !add.isPending)
          add.mutate({ kind, value: value.trim() }, { onSuccess: () => setValue('') });
      }}
    >
      <SelectField
        label={t('excluded.newKind')}
        value={kind}
        options={[...Object.keys(identifierKinds), ...custom].map((one) => ({ value: one, name: kindName(one) }))}
        onChange={setKind}
      />
      <TextField
        label={t('excluded.newValue')}
        value={value}
        onChange={(next) => {
          setValue(next);
          setEmpty(false);
          if (add.error) add.reset();
        }}
        error={wrong}
        autoComplete="off"
        maxLength={2_000}
      />
      <button type="submit" className="btn" disabled={add.isPending}>
        <IconPlus aria-hidden />
        {t('excluded.add')}
      </button>
    </form>
  );
}
