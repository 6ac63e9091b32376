import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { enKeys } from '../i18n/en-keys.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { currentWorkspace } from '../workspace.ts';
import { Dialog } from './dialog.tsx';
import { keyGroups } from './key-groups.ts';
import { usePrinted } from './own-keys.ts';

addEnglish(enKeys);

/** Every key, by the place where it acts, as it is for this person. */
export function AllKeys({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const printed = usePrinted();
  const groups = keyGroups.map(({ name, actions, fixed }) => ({
    name: t(`keyWords.group.${name}`),
    keys: [
      ...actions.map((action) => [printed(action), t(`keyWords.of.${action}`)] as const),
      ...fixed.map(([key, does]) => [key, t(`keyWords.fixed.${does}`)] as const),
    ].filter(([key]) => key),
  }));
  const scrolled = { role: 'region', tabIndex: 0, 'aria-label': t('keyWords.title') }; // on a small screen, by keys as well
  return (
    <Dialog opened={opened} onClose={onClose} title={t('keyWords.title')} width={640}>
      <div {...scrolled} className="dialog-body keys">
        {groups
          .filter(({ keys }) => keys.length > 0)
          .map(({ name, keys }) => (
            <section key={name}>
              <h3>{name}</h3>
              <dl>
                {keys.map(([key, does]) => (
                  <div key={does}>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
      <footer>
        <Link to="/w/$slug/settings/keys" params={{ slug: currentWorkspace() }} className="btn link" onClick={onClose}>
          {t('keyWords.change')}
        </Link>
      </footer>
    </Dialog>
  );
}
