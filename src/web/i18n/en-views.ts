/** Words of the saved views of the directory. */
export const enViews = {
  views: {
    save: 'Save view',
    saveTitle: 'Save this view',
    saveHint: 'Search, filters, order and columns as they are now. Only you see it.',
    name: 'Name',
    taken: 'You have a view of this name already. Choose another one.',
    most: 'You have {{count}} views, as many as fit. Delete one first.',
    update: 'Save changes',
    reset: 'Back to what is saved',
    changed: '{{name}}, changed',
    rename: 'Rename',
    renameTitle: 'Rename the view',
    toLeft: 'Move left',
    toRight: 'Move right',
    delete: 'Delete view',
    saved: 'View saved: {{name}}',
    updated: 'View changed: {{name}}',
    deleted: 'View deleted: {{name}}',
    restored: 'The view is back: {{name}}',
  },
};
