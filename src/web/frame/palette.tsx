import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddClient } from '../directory/add-client.tsx';
import { Dialog } from './dialog.tsx';
import { type Command, useCommands } from './palette-commands.tsx';

/** The command palette (Ctrl K): what can be done here, where one can go, clients by anything that is known of them, and what was said. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 120);
  const [at, setAt] = useState(0);
  const [adding, setAdding] = useState<string | null>(null);
  const groups = useCommands({ q: q.trim(), asked, opened, onAdd: setAdding });
  const commands = groups.flatMap((group) => group.commands);
  const place = Math.min(at, commands.length - 1);

  const close = () => {
    setQ('');
    setAt(0);
    onClose();
  };
  const run = (command: Command | undefined) => {
    close();
    if (command) requestAnimationFrame(command.run); // a dialog that it opens gives the focus back to where it was before the palette
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((place + step + commands.length) % commands.length);
    else if (event.key === 'Enter') run(commands[place]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <Dialog opened={opened} onClose={close} title={t('frame.search')} width={560}>
        <div className="palette">
          <div className="field lg">
            <IconSearch aria-hidden />
            <input
              data-autofocus
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-options"
              aria-activedescendant={`palette-${commands[place]?.key}`}
              aria-label={t('actions.placeholder')}
              placeholder={t('actions.placeholder')}
              value={q}
              onChange={(event) => {
                setQ(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div role="listbox" id="palette-options" aria-label={t('frame.search')}>
            {groups.map(({ name, commands: rows }) => (
              <fieldset key={name} aria-label={name}>
                <h3 role="presentation">{name}</h3>
                {rows.map((command) => (
                  <Fragment key={command.key}>{row(command)}</Fragment>
                ))}
              </fieldset>
            ))}
          </div>
        </div>
      </Dialog>
      <AddClient opened={adding !== null} name={adding ?? ''} onClose={() => setAdding(null)} />
    </>
  );

  function row(command: Command) {
    const isCurrent = command === commands[place];
    return (
      <div
        role="option"
        id={`palette-${command.key}`}
        tabIndex={-1}
        aria-selected={isCurrent}
        ref={isCurrent ? (option) => option?.scrollIntoView({ block: 'nearest' }) : undefined}
        onMouseMove={() => setAt(commands.indexOf(command))}
        onClick={() => run(command)}
        onKeyDown={onKeyDown}
      >
        {command.icon}
        <span className="grow cut">{command.text}</span>
        {command.kbd ? <kbd>{command.kbd}</kbd> : isCurrent && <kbd>↵</kbd>}
      </div>
    );
  }
}
