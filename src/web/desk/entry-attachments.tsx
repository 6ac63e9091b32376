import { IconPaperclip } from '@tabler/icons-react';
import type { Entry } from '#contract/conversation.ts';
import { FileLink } from '../frame/file-link.tsx';
import { fileSize } from '../i18n/format.ts';

/** Files of an entry; those that are kept can be opened. */
export function EntryAttachments({ attachments }: { attachments: Entry['attachments'] }) {
  if (attachments.length === 0) return null;
  return (
    <ul className="files">
      {attachments.map((file) => (
        <li key={file.id} className="chip">
          <IconPaperclip aria-hidden />
          <FileLink file={file} className="plain cut" />
          <span className="t3 num">{fileSize(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}
