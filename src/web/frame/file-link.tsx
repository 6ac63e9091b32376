import type { Entry } from '#contract/conversation.ts';
import { currentWorkspace } from '../workspace.ts';

interface FileLinkProps {
  file: Entry['attachments'][number];
  className?: string;
}

/** The name of a file that came with a message. Where its bytes are here, it saves them; where only its sender has them, it leads there. */
export function FileLink({ file: { id, name: given, kept, url }, className }: FileLinkProps) {
  const name = given.replace(turning, '');
  if (kept) {
    const href = `/api/v1/attachments/${id}?workspace=${encodeURIComponent(currentWorkspace())}`;
    return (
      <a href={href} className={className} download={name}>
        {name}
      </a>
    );
  }
  if (!url) return <span className={className}>{name}</span>;
  return (
    <a href={url} className={className} target="_blank" rel="noreferrer">
      {name}
    </a>
  );
}

/** Marks that turn the direction of reading: with them `gnp.exe` reads as `exe.png`. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
