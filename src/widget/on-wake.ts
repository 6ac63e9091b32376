/** The connection is there again, or the page is looked at again; and the connection is gone. */
export function onWake(wake: () => void, cut: () => void): void {
  addEventListener('online', wake);
  addEventListener('offline', cut);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
}
