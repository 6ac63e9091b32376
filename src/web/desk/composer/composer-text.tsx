import type { ChangeEvent, ClipboardEvent, KeyboardEvent, SyntheticEvent } from 'react';
import type { replyLimits } from '#contract/reply.ts';
import { piecesOf } from './marks.ts';
import { composerField, type Writing } from './writing.ts';

/** Checked by the compiler: the contract’s own value comes with its validation. */
const mostText: (typeof replyLimits)['text'] = 100_000;

interface ComposerTextProps {
  writing: Writing;
  label: string;
  placeholder: string;
  describedBy: string | undefined;
  /** The list of templates that a shortcut opens, and the chosen one of it. */
  list: { id: string; active: string | undefined } | null;
  onType: (text: string, cursor: number) => void;
  onCursor: (cursor: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onFiles: (files: File[]) => void;
}

/** The field where one writes: it grows with its text, and what a template filled in, or could not, is marked behind the words. */
export function ComposerText(props: ComposerTextProps) {
  const { writing, label, placeholder, describedBy, list, onType, onCursor, onKeyDown, onFiles } = props;
  const pieces = piecesOf(writing.text, writing.marks);
  let at = 0;
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  return (
    <div className="composer-text">
      <div className="composer-mirror" aria-hidden>
        {pieces.map(({ text, kind }) => {
          const key = at;
          at += text.length;
          return kind === 'plain' ? (
            text
          ) : (
            <span key={key} className={kind}>
              {text}
            </span>
          );
        })}
        {'\u200b'}
      </div>
      <textarea
        id={composerField.id}
        rows={1}
        maxLength={mostText}
        value={writing.text}
        aria-label={label}
        placeholder={placeholder}
        aria-describedby={describedBy}
        aria-invalid={writing.refused !== null}
        aria-autocomplete="list"
        aria-controls={list?.id}
        aria-activedescendant={list?.active}
        onChange={({ target }: ChangeEvent<HTMLTextAreaElement>) => onType(target.value, target.selectionStart)}
        onSelect={({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => onCursor(currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={paste}
      />
    </div>
  );
}
