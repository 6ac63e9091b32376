import type { replyLimits } from '#contract/reply.ts';

/** Those of replyLimits, checked against them by the compiler: the contract's own values come with its validation. */
const most = { attachments: 20, attachmentBytes: 15_000_000 } satisfies Partial<typeof replyLimits>;

export interface TakenFiles {
  files: File[];
  /** Names of those that were left out, since all together would be too large. */
  tooLarge: string[];
  /** More than a reply holds were given. */
  tooMany: boolean;
}

/** Adds files to those of a reply, as far as its limits go. */
export function takeFiles(had: File[], given: File[]): TakenFiles {
  const files = [...had];
  const tooLarge: string[] = [];
  let size = had.reduce((sum, file) => sum + file.size, 0);
  let tooMany = false;
  for (const file of given) {
    if (files.some((one) => one.name === file.name && one.size === file.size)) continue;
    if (size + file.size > most.attachmentBytes) tooLarge.push(file.name);
    else if (files.length >= most.attachments) tooMany = true;
    else {
      files.push(file);
      size += file.size;
    }
  }
  return { files, tooLarge, tooMany };
}
