/** A text of the catalogue with one piece between `<b>` and `</b>`, in three parts. */
export function boldIn(text: string): { before: string; bold: string; after: string } {
  const [before = '', bold = '', after = ''] = text.split(/<\/?b>/u);
  return { before, bold, after };
}
