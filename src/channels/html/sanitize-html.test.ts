import { describe, expect, it } from 'vitest';
import { htmlToText } from './html-to-text.ts';
import { sanitizeHtml } from './sanitize-html.ts';

describe('the HTML of a message', () => {
  it.each([
    '<script>x</script>',
    '<img src=x onerror=x>',
    '<a href="javascript:alert(1)">x</a>',
    '<svg><style><img src=x onerror=x></style></svg>',
    '<form action="https://example.com"><input name=a><button>x</button></form>',
    '<iframe src="https://example.com"></iframe><object data=x></object><embed src=x>',
    '<style>@import url(https://example.com/a.css)</style><link rel=stylesheet href="https://example.com/a.css">',
    '<p style="background:url(https://example.com/a.gif)">x</p>',
    '<p style="background-color:u\\72l(https://example.com)">x</p>',
    '<td background="https://example.com/a.gif">x</td><img srcset="https://example.com/a.gif 2x">',
    '<base href="https://example.com"><meta http-equiv=refresh content="0;url=https://example.com">',
    '<img src="data:image/svg+xml,<svg onload=x>">',
  ])('loses what runs, loads or sends: %s', (html) => {
    expect(sanitizeHtml(html)).not.toMatch(
      /script|onerror|onload|form|input|button|iframe|object|embed|url\(|u\\72|srcset|background=|base|meta|svg|<style|<link/i,
    );
  });

  it('keeps its look, marks remote images and opens links elsewhere', () => {
    expect(sanitizeHtml('<p style="color:red;position:fixed">x</p>')).toBe('<p style="color:red">x</p>');
    expect(sanitizeHtml('<img src="//example.com/a.gif" data-remote-src="javascript:x">')).toBe(
      '<img data-remote-src="https://example.com/a.gif" />',
    );
    expect(sanitizeHtml('<a href="https://example.com">x</a>')).toBe(
      '<a href="https://example.com" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    );
  });

  it('reads as a person would read it', () => {
    const html =
      '<div>Dear &amp; <b>good</b></div><p>Price:&nbsp;5 &lt; 6</p><blockquote><p>old</p></blockquote><table><tr><td>a</td><td>b</td></tr></table><a href="https://example.com/x">here</a><pre>1\n 2</pre>';
    expect(htmlToText(sanitizeHtml(html))).toBe(
      'Dear & good\n\nPrice: 5 < 6\n\n> old\n\na b\n\nhere <https://example.com/x>\n\n1\n 2',
    );
  });
});
