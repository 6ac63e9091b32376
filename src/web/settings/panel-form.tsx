import type { FormEvent, ReactNode } from 'react';
import { useKeys } from '../frame/keys.ts';
import { LeaveEdits } from './leave-edits.tsx';
import { NotSaved } from './not-saved.tsx';
import { PanelFoot, SidePanel } from './side-panel.tsx';

interface PanelFormProps {
  title: string;
  mayManage: boolean;
  /** For those who may only look: who may change it, where that is not administrators alone. */
  readOnly?: string;
  dirty: boolean;
  saving: boolean;
  /** What the server refused, shown above the fields; null for nothing. */
  error: unknown;
  /** Room for two columns. */
  double?: boolean;
  /** True when all is saved. */
  save: () => Promise<boolean>;
  onClose: () => void;
  onLeave: () => void;
  /** What stands at the beginning of the foot, as Delete. */
  foot?: ReactNode;
  children: ReactNode;
  /** What stands beside the fields, never disabled with them. */
  beside?: ReactNode;
}

/** A form beside a list of settings: Ctrl S saves, Esc closes, leaving asks while something is not saved. */
export function PanelForm(props: PanelFormProps) {
  const { title, mayManage, readOnly, dirty, saving, error, double, save, onClose, onLeave, foot, children, beside } =
    props;
  useKeys({ save: () => void (mayManage && save()) });
  return (
    <SidePanel title={title} label={title} wide double={double} onClose={onClose}>
      <form
        className="settings-form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={beside ? 'scroll settings-double' : 'scroll'}>
          <fieldset className="settings-fields" disabled={!mayManage}>
            {error !== null && <NotSaved error={error} />}
            {children}
          </fieldset>
          {beside}
        </div>
        <PanelFoot
          mayManage={mayManage}
          readOnly={readOnly}
          saving={saving}
          idle={!dirty}
          onCancel={onLeave}
          before={foot}
        />
      </form>
      <LeaveEdits dirty={dirty && mayManage} saving={saving} save={save} />
    </SidePanel>
  );
}
