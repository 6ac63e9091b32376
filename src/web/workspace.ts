const lastKey = 'vizitka-workspace';

/** The workspace that the address names (`/w/{slug}/…`), or '' outside of one. Every call of the API carries it. */
export function currentWorkspace(): string {
  const [, room, slug] = location.pathname.split('/');
  return room === 'w' && slug ? decodeURIComponent(slug) : '';
}

/** The workspace last opened in this browser, where signing in leads; null when there was none. */
export function lastWorkspace(): string | null {
  return localStorage.getItem(lastKey);
}

export function rememberWorkspace(slug: string): void {
  localStorage.setItem(lastKey, slug);
}
