/**
 * Keeps secrets with the installation's own secret, which is nowhere in the store: whoever has a copy of the data alone can neither read what is
 * sealed nor try out what is only marked. `about` says what a text is for; a text sealed for one thing does not open for another.
 */
export interface Sealer {
  /** Encrypts a text (AES-256-GCM), as a text to be kept. */
  seal(text: string, about: string): string;
  /** The text again; null when it was sealed for something else, by another installation, or touched. */
  open(sealed: string, about: string): string | null;
  /** A keyed digest (HMAC-SHA256) of what is only compared and never read again. */
  mark(text: string, about: string): Buffer;
}
