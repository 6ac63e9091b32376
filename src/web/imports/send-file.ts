import type { ErrorCode } from '#contract/errors.ts';
import type { Import } from '#contract/import.ts';
import { currentWorkspace } from '../workspace.ts';

/** Why a file was not taken; UNREACHABLE when the server did not answer or the connection broke. */
export interface SendFailure {
  code: ErrorCode | 'UNREACHABLE';
  message: string;
}

/**
 * Sends a file to be imported, with word of how far it is: fetch says nothing of that, XMLHttpRequest does. The file is read
 * from the disk as it goes.
 * @param own of mail: the company's own mailboxes.
 * @returns the import's id when all of it is there; rejects with a SendFailure, or null when `signal` ended it.
 */
export function sendFile(
  kind: Import['kind'],
  file: File,
  own: string[],
  { onBytes, signal }: { onBytes: (bytes: number) => void; signal: AbortSignal },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name, ...(kind === 'mail' && { own: own.join(',') }) });
    request.open('POST', `/api/v1/imports/${kind}?${query}`);
    request.setRequestHeader('vizitka-workspace', currentWorkspace());
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => onBytes(loaded);
    request.onload = () => {
      const body = request.response as { id?: string; error?: { code: ErrorCode; message: string } } | null;
      if (request.status === 202 && body?.id) resolve(body.id);
      else reject(body?.error ?? unreachable);
    };
    request.onerror = () => reject(unreachable);
    request.onabort = () => reject(null);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

const unreachable: SendFailure = { code: 'UNREACHABLE', message: '' };
