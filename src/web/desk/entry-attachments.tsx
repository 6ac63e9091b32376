import { IconPaperclip } from '@tabler/icons-react';
import type { Entry } from '#contract/conversation.ts';
import { fileSize } from '../i18n/format.ts';

/** Files of an entry; those that are kept can be opened. */
export function EntryAttachments({ attachments }: { attachments: Entry['attachments'] }) {
  if (attachments.length === 0) return null;
  return (
    <ul className="files">
      {attachments.map(({ id, name, size, url }) => (
        <li key={id} className="chip">
          <IconPaperclip aria-hidden />
          {url ? (
            <a href={url} className="plain cut" download={name}>
              {name}
            </a>
          ) : (
            <span className="cut">{name}</span>
          )}
          <span className="t3 num">{fileSize(size)}</span>
        </li>
      ))}
    </ul>
  );
}
