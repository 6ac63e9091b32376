import sanitize from 'sanitize-html';

/** What a message may look like, without anything that runs, loads or sends. */
const allowedTags = (
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em ' +
  'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span ' +
  'strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'
).split(' ');

const allowedAttributes = {
  '*': ['style', 'title', 'dir', 'lang', 'align', 'valign', 'width', 'height', 'bgcolor', 'color', 'class'],
  a: ['href', 'target', 'rel', 'name'],
  img: ['src', 'data-remote-src', 'alt', 'border'],
  font: ['face', 'size'],
  table: ['border', 'cellpadding', 'cellspacing'],
  td: ['colspan', 'rowspan', 'nowrap'],
  th: ['colspan', 'rowspan', 'nowrap', 'scope'],
  ol: ['start', 'type'],
  li: ['value'],
};

const safeProperty =
  /^(color|background-color|font(-(family|size|style|weight|variant))?|text-(align|decoration|indent|transform)|line-height|letter-spacing|vertical-align|white-space|list-style-type|direction|(min-|max-)?(width|height)|(margin|padding|border)(-(top|right|bottom|left))?(-(width|style|color))?|border-(collapse|spacing|radius)|border|float|clear)$/;
const safeValue = /^[\w\s#%.,'"!-]*(rgba?\([\d\s.,%]+\)[\w\s#%.,'"!-]*)?$/;

/**
 * The HTML of a message as it may be shown in a sandboxed frame: no scripts, handlers, forms, style sheets, frames or
 * styles that load. Remote images keep their address in `data-remote-src`, so that nothing is loaded before a
 * person asks for it; `cid:` images stay. Links open elsewhere and tell nothing about where they were.
 */
export function sanitizeHtml(html: string): string {
  return sanitize(html, {
    allowedTags,
    allowedAttributes,
    allowedSchemes: ['http', 'https', 'mailto', 'tel', 'sms', 'cid'],
    allowedSchemesByTag: { img: ['cid', 'data'] },
    allowedClasses: { '*': ['gmail_quote', 'gmail_attr', 'moz-cite-prefix', 'yahoo_quoted'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nonTextTags: [
      'style',
      'script',
      'textarea',
      'option',
      'noscript',
      'title',
      'xmp',
      'noembed',
      'noframes',
      'select',
      'svg',
      'math',
      'object',
    ],
    nestingLimit: 200,
    transformTags: {
      '*': (tagName, attributes) => ({ tagName, attribs: withSafeStyle(attributes) }),
      a: (tagName, attributes) => ({
        tagName,
        attribs: { ...withSafeStyle(attributes), target: '_blank', rel: 'noopener noreferrer nofollow' },
      }),
      img: (tagName, attributes) => ({ tagName, attribs: withMarkedSource(withSafeStyle(attributes)) }),
    },
  });
}

type Attributes = Record<string, string>;

function withSafeStyle({ style, ...rest }: Attributes): Attributes {
  if (!style) return rest;
  const kept = style
    .slice(0, 2_000)
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .filter(([property, value, more]) => {
      return more === undefined && safeProperty.test(property?.toLowerCase() ?? '') && safeValue.test(value ?? '');
    })
    .map(([property, value]) => `${property}:${value}`);
  return kept.length > 0 ? { ...rest, style: kept.join(';') } : rest;
}

function withMarkedSource({ src, 'data-remote-src': _forged, ...rest }: Attributes): Attributes {
  const source = (src ?? '').trim();
  if (/^cid:/i.test(source) || /^data:image\/(png|jpe?g|gif|webp|bmp);/i.test(source)) return { ...rest, src: source };
  if (/^(https?:)?\/\//i.test(source)) return { ...rest, 'data-remote-src': source.replace(/^\/\//, 'https://') };
  return rest;
}
