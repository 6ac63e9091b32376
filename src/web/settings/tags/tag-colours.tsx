import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { contrast, inkOn, leastContrast } from '#contract/contrast.ts';
import { locale } from '../../i18n/format.ts';
import { Choices } from '../choices.tsx';
import { ColourField } from '../colour-field.tsx';
import { Tick } from '../tick.tsx';
import { ColouredTag } from './coloured-tag.tsx';
import type { TagValues } from './tag-values.ts';

interface TagColoursProps {
  values: TagValues;
  onChange: (more: Partial<TagValues>) => void;
}

/** The ground of a tag and the ink on it, with how well it reads; what reads too badly comes with the ink that does (R-TAB-5). */
export function TagColours({ values, onChange }: TagColoursProps) {
  const { t } = useTranslation();
  const { coloured, ground, ink, name } = values;
  const proposal = inkOn(ground);
  const reached = contrast(ground, ink || proposal);
  const reads = reached >= leastContrast;
  const number = (Math.floor(reached * 10) / 10).toLocaleString(locale());
  return (
    <div className="settings-card">
      <Tick
        label={t('tagSetting.coloured')}
        hint={t('tagSetting.colouredHint')}
        checked={coloured}
        onChange={(next) => onChange({ coloured: next })}
      />
      {coloured && (
        <div className="tag-colours">
          <ColourField label={t('tagSetting.ground')} value={ground} onChange={(next) => onChange({ ground: next })} />
          <Choices
            label={t('tagSetting.ink')}
            options={[
              { value: 'auto', name: t('tagSetting.inkAuto') },
              { value: 'own', name: t('tagSetting.inkOwn') },
            ]}
            chosen={ink ? 'own' : 'auto'}
            onChoose={(next) => onChange({ ink: next === 'own' ? proposal : '' })}
          />
          {ink && (
            <ColourField label={t('tagSetting.inkColour')} value={ink} onChange={(next) => onChange({ ink: next })} />
          )}
          <p className="row wrap" role="status">
            <ColouredTag name={name.trim() || t('tagSetting.sample')} ground={ground} ink={ink || null} />
            <span className={`row tight s12 ${reads ? 'verified' : 'unreadable'}`}>
              {reads ? (
                <IconCircleCheck className="i-14" aria-hidden />
              ) : (
                <IconAlertTriangle className="i-14" aria-hidden />
              )}
              {t(reads ? 'tagSetting.reads' : 'tagSetting.readsBadly', { contrast: number })}
            </span>
          </p>
          {!reads && (
            <p className="row wrap">
              <ColouredTag name={name.trim() || t('tagSetting.sample')} ground={ground} ink={null} />
              <button type="button" className="btn sm" onClick={() => onChange({ ink: '' })}>
                {t(proposal === '#ffffff' ? 'tagSetting.useWhite' : 'tagSetting.useBlack')}
              </button>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
