import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** A line under the title. */
  hint?: ReactNode;
  /** What stands before the title. */
  before?: ReactNode;
  width?: number;
  children: ReactNode;
}

/** The window of a dialog, loaded when the first one opens. */
export function DialogWindow({ opened, onClose, title, hint, before, width = 560, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={width}
      centered
      transitionProps={{ duration: 90 }}
      classNames={{ content: 'dialog' }}
    >
      <Modal.Overlay backgroundOpacity={1} color="var(--vz-scrim)" />
      <Modal.Content data-closing={!opened || undefined}>
        <header>
          {before}
          <div className="grow">
            <Modal.Title component="h2" m={0}>
              {title}
            </Modal.Title>
            {hint && <p className="t2">{hint}</p>}
          </div>
          <button
            type="button"
            className="ib"
            aria-label={t('frame.close')}
            title={`${t('frame.close')} (Esc)`}
            onClick={onClose}
          >
            <IconX aria-hidden />
          </button>
        </header>
        {children}
      </Modal.Content>
    </Modal.Root>
  );
}
