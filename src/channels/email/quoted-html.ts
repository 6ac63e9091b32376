/**
 * A reply with what it quotes, as HTML: the words as they were written, then the introduction, then the mail that is answered as it was cleaned when it
 * came in. Nothing of what the operator wrote is read as HTML.
 */
export function quotedHtml(words: string, introduction: string, cleaned: string): string {
  return [
    '<!doctype html><html><body>',
    `<div>${asHtml(words)}</div><br>`,
    `<div>${asHtml(introduction)}</div>`,
    '<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">',
    cleaned,
    '</blockquote></body></html>',
  ].join('\n');
}

function asHtml(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/gu, (sign) => signs[sign] ?? sign).replace(/\n/gu, '<br>\n');
}
