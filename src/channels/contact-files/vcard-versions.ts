import { paramOf, type VcardLine } from './vcard-line.ts';

export type VcardVersion = '3.0' | '4.0';

/**
 * A line in the words of a version: what 3.0 and 4.0 write differently for the same (RFC 6350 §A.1): the preferred value, bytes in base64, dates,
 * positions. Everything else is the same in both, and stays as it is.
 */
export function inVersion(line: VcardLine, version: VcardVersion): VcardLine {
  return version === '4.0' ? asVersion4(line) : asVersion3(line);
}

function asVersion4(line: VcardLine): VcardLine {
  const encoding = paramOf(line, 'ENCODING')[0]?.toLowerCase();
  if (encoding === 'b' || encoding === 'base64') {
    const type = mediaType(line);
    return {
      ...line,
      params: without(line, ['ENCODING', 'TYPE', 'VALUE']),
      value: `data:${type};base64,${line.value}`,
    };
  }
  if (isDate(line)) {
    return { ...line, value: line.value.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1$2$3') };
  }
  if (line.name === 'GEO') return { ...line, value: line.value.replace(/^(-?[\d.]+);(-?[\d.]+)$/, 'geo:$1,$2') };
  const types = paramOf(line, 'TYPE');
  const others = types.filter((type) => type.toLowerCase() !== 'pref');
  if (others.length === types.length) return line;
  const params = without(line, ['TYPE', 'PREF']);
  return {
    ...line,
    params: [...params, ...(others.length > 0 ? [['TYPE', others] as [string, string[]]] : []), ['PREF', ['1']]],
  };
}

function asVersion3(line: VcardLine): VcardLine {
  const [, type = '', bytes] = /^data:([^;,]*);base64,(.*)$/s.exec(line.value) ?? [];
  if (bytes !== undefined) {
    const known = Object.entries(mediaTypes).find(([, media]) => media === type.toLowerCase())?.[0];
    const types: [string, string[]][] = type ? [['TYPE', [known ?? type]]] : [];
    return {
      ...line,
      params: [...without(line, ['VALUE', 'TYPE', 'MEDIATYPE']), ['ENCODING', ['b']], ...types],
      value: bytes,
    };
  }
  if (line.name === 'GEO') return { ...line, value: line.value.replace(/^geo:(-?[\d.]+),(-?[\d.]+)$/, '$1;$2') };
  if (!paramOf(line, 'PREF').includes('1')) return line;
  return { ...line, params: [...without(line, ['PREF', 'TYPE']), ['TYPE', [...paramOf(line, 'TYPE'), 'pref']]] };
}

function isDate(line: VcardLine): boolean {
  return (line.name === 'BDAY' || line.name === 'ANNIVERSARY') && !paramOf(line, 'VALUE').includes('text');
}

const mediaTypes: Record<string, string> = {
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  GIF: 'image/gif',
  WAVE: 'audio/wav',
  OGG: 'audio/ogg',
  PGP: 'application/pgp-keys',
  X509: 'application/pkix-cert',
};

function mediaType(line: VcardLine): string {
  const type = paramOf(line, 'TYPE')[0] ?? '';
  return (
    mediaTypes[type.toUpperCase().replace('JPG', 'JPEG')] ?? (type.includes('/') ? type : 'application/octet-stream')
  );
}

function without({ params }: VcardLine, names: string[]): VcardLine['params'] {
  return params.filter(([name]) => !names.includes(name));
}
