import { isSeenAnywhere } from './tabs.ts';

interface Notice {
  slug: string;
  /** The conversation: of several notices about one the last one stands. */
  id: string;
  title: string;
  text: string;
  /** Shows the conversation. */
  open: () => void;
}

/** Whether this browser can notify, and what the person allowed: `none` where it cannot, as over plain http. */
export function notifying(): NotificationPermission | 'none' {
  return 'Notification' in window && window.isSecureContext ? Notification.permission : 'none';
}

/** Notifies, where it is allowed, while every tab of the desk is hidden. */
export async function notify({ slug, id, title, text, open }: Notice): Promise<void> {
  if (notifying() !== 'granted' || (await isSeenAnywhere(slug))) return;
  try {
    const notice = new Notification(title, { body: text, tag: `vizitka ${id}` });
    notice.onclick = () => {
      window.focus();
      notice.close();
      open();
    };
  } catch {
    // a browser that notifies from service workers alone, as on phones
  }
}
