import type { enViews } from './en-views.ts';

/** Slova uložených pohledů adresáře. */
export const csViews: typeof enViews = {
  views: {
    save: 'Uložit pohled',
    saveTitle: 'Uložit tento pohled',
    saveHint: 'Hledání, filtry, řazení a sloupce, jak jsou teď. Vidíte ho jen vy.',
    name: 'Název',
    taken: 'Pohled s tímto názvem už máte. Zvolte jiný.',
    most: 'Máte už {{count}} pohledů a víc se nevejde. Nejdřív některý smažte.',
    update: 'Uložit změny',
    reset: 'Zpět k uloženému',
    changed: '{{name}}, změněno',
    rename: 'Přejmenovat',
    renameTitle: 'Přejmenovat pohled',
    toLeft: 'Posunout doleva',
    toRight: 'Posunout doprava',
    delete: 'Smazat pohled',
    saved: 'Pohled je uložen: {{name}}',
    updated: 'Pohled je změněn: {{name}}',
    deleted: 'Pohled je smazán: {{name}}',
    restored: 'Pohled je zpět: {{name}}',
  },
};
