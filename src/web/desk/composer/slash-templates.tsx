import { useTranslation } from 'react-i18next';
import type { Template } from '#contract/reply.ts';

interface SlashTemplatesProps {
  id: string;
  templates: Template[];
  chosen: number;
  onPick: (template: Template) => void;
}

/** Templates that a shortcut being typed may mean: arrows choose, Enter puts one in. */
export function SlashTemplates({ id, templates, chosen, onPick }: SlashTemplatesProps) {
  const { t } = useTranslation();
  return (
    <div id={id} role="listbox" aria-label={t('templates.title')} className="pop slash">
      {templates.map((template, place) => (
        // The field keeps the focus and says which one is chosen
        <div
          key={template.id}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === chosen}
          className="menu-item"
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(template);
          }}
        >
          <span className="grow cut">
            {template.name} <span className="t3">{template.folder}</span>
          </span>
          {template.shortcut && <span className="s12 t3">/{template.shortcut}</span>}
        </div>
      ))}
    </div>
  );
}
