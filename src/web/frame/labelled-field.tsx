import { type ReactNode, useId } from 'react';

/** What every field says of itself. */
export interface Labelled {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
}

/** What ties a control to its label and to what is said below it. */
interface Tied {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

/** A control with its label above, a hint or what is wrong with it below. */
export function LabelledField(props: Labelled & { kind?: 'area' | 'select'; children: (tied: Tied) => ReactNode }) {
  const { label, hint, error, kind, children } = props;
  const id = useId();
  const more = hint || error;
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className={kind ? `field ${kind}` : 'field'} data-bad={error ? true : undefined}>
        {children({
          id,
          'aria-invalid': Boolean(error),
          'aria-describedby': more ? `${id}-more` : undefined,
        })}
      </div>
      {more && (
        <p id={`${id}-more`} className={error ? 'bad' : 'hint'}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
