import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';

/** Every key, by the place where it acts. */
export function AllKeys({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const groups = [
    {
      name: t('keys.anywhere'),
      keys: [
        ['Ctrl K', t('keys.palette')],
        ['/', t('keys.search')],
        ['?', t('keys.help')],
        ['z', t('keys.undo')],
        ['Esc', t('keys.back')],
        ['g c', t('keys.conversations')],
        ['g d', t('keys.directory')],
        ['g r', t('keys.review')],
        ['g s', t('keys.settings')],
      ],
    },
    {
      name: t('keys.lists'),
      keys: [
        ['j k', t('keys.move')],
        ['Enter', t('keys.open')],
        ['x', t('keys.select')],
        ['Home End', t('keys.ends')],
        ['c', t('keys.add')],
      ],
    },
    {
      name: t('actions.conversation'),
      keys: [
        ['↵', t('actions.keyAccept')],
        ['r', t('actions.keyRedirect')],
        ['b', t('actions.keyInvite')],
        ['i', t('writingKeys.reply')],
        ['n', t('writingKeys.note')],
        ['t', t('writingKeys.templates')],
        ['Alt 1 – 9', t('writingKeys.starred')],
        ['h', t('writingKeys.hero')],
        ['o', t('writingKeys.takeOver')],
        ['L', t('writingKeys.tag')],
        ['Ctrl ↵', t('actions.keyClose')],
        ['v', t('actions.keyViews')],
      ],
    },
    {
      name: t('keys.client'),
      keys: [
        ['e', t('keys.edit')],
        ['s', t('keys.selectExisting')],
        ['a', t('keys.addContact')],
        ['w', t('keys.why')],
        ['g k', t('keys.wholeCard')],
        ['1 2 3', t('keys.panes')],
      ],
    },
    {
      name: t('keys.card'),
      keys: [
        ['Ctrl S', t('keys.save')],
        ['e', t('keys.edit')],
        ['m', t('keys.merge')],
        ['F3', t('keys.nextHit')],
      ],
    },
    {
      name: t('frame.review'),
      keys: [
        ['m', t('keys.merge')],
        ['n', t('keys.notSame')],
        ['L', t('keys.later')],
        ['s', t('keys.swap')],
        ['1 2', t('keys.sides')],
        ['j k', t('keys.pairs')],
      ],
    },
    {
      name: t('frame.settings'),
      keys: [
        ['c', t('keys.addSetting')],
        ['r', t('keys.addRule')],
        ['Alt ↑ ↓', t('keys.order')],
        ['Ctrl S', t('keys.save')],
      ],
    },
    {
      name: t('imports.contactsTitle'),
      keys: [
        ['n', t('keys.nextProblem')],
        ['1 – 9', t('keys.decideRow')],
        ['Ctrl ↵', t('keys.startImport')],
      ],
    },
  ];
  const scrolled = { role: 'region', tabIndex: 0, 'aria-label': t('keys.title') }; // on a small screen, by keys as well
  return (
    <Dialog opened={opened} onClose={onClose} title={t('keys.title')} width={640}>
      <div {...scrolled} className="dialog-body keys">
        {groups.map(({ name, keys }) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
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
    </Dialog>
  );
}
