import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { WrapUp } from '#contract/wrap-up.ts';
import { failureOf } from '../../api.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { useParameterName } from '../../identifiers/parameter-name.ts';
import { useConversationEdit } from '../use-conversation-edit.ts';

type Value = string | number | boolean;

/** The parameters that a queue asks for, as they are written and not kept yet. */
export interface Required {
  names: string[];
  /** Those without a value. */
  missing: string[];
  /** What stands in the field of one. */
  textOf(name: string): string;
  write(name: string, value: string): void;
  /** Keeps what is written, or this one value; false: it was refused, and the field says why. */
  keep(now?: { name: string; value: Value }): Promise<boolean>;
  wrongOf(name: string): string | undefined;
}

/** Holds what is written into the required parameters until it is kept: when its field is left, or wrap-up ends. */
export function useRequired(conversation: Conversation, { requires }: WrapUp): Required {
  const edit = useConversationEdit(conversation);
  const { t } = useTranslation();
  const nameOf = useParameterName();
  const refusalWords = useRefusalWords();
  const [written, setWritten] = useState<Record<string, string>>({});
  const kept = (name: string) => String(conversation.parameters[name] ?? '');
  const textOf = (name: string) => written[name] ?? kept(name);
  const failure = edit.error ? failureOf(edit.error) : null;
  return {
    names: requires.parameters,
    missing: requires.parameters.filter((name) => textOf(name).trim() === ''),
    textOf,
    write: (name, value) => setWritten({ ...written, [name]: value }),
    wrongOf: (name) => (edit.variables?.parameters && name in edit.variables.parameters ? refusalOf() : undefined),
    keep: async (now) => {
      const values: Record<string, Value> = now
        ? { [now.name]: now.value }
        : Object.fromEntries(
            Object.entries(written).flatMap(([name, value]) =>
              value.trim() === kept(name) ? [] : [[name, value.trim()]],
            ),
          );
      const parameters = Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, value === '' ? null : value]),
      );
      const names = Object.keys(parameters);
      if (names.length === 0) return true;
      return edit.mutateAsync({ parameters, said: t('parameters.saved', { name: names.map(nameOf).join(', ') }) }).then(
        () => {
          setWritten((before) => without(before, names));
          return true;
        },
        () => false,
      );
    },
  };

  function refusalOf(): string | undefined {
    return failure ? (Object.values(failure.fields)[0] ?? refusalWords(failure)) : undefined;
  }
}

function without(written: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(written).filter(([name]) => !names.includes(name)));
}
