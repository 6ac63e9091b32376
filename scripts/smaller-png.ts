import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = 8; // bytes before the first chunk
const samples = 3; // bytes of a pixel

/**
 * Writes a picture of a screen anew in fewer bytes, the same to a pixel: flat colours and text compress best unfiltered, and the browser compresses in
 * haste. Takes what Chromium makes of an opaque page: 8-bit RGB, not interlaced (https://www.w3.org/TR/png-3/). Others come back as they are.
 */
export function smallerPng(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header?.[8] !== 8 || header[9] !== 2 || header[12] !== 0) return png;
  const stride = header.readUInt32BE(0) * samples;
  const data = chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data);
  const rows = unfiltered(inflateSync(Buffer.concat(data)), stride, header.readUInt32BE(4));
  return Buffer.concat([
    png.subarray(0, signature),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = signature; at < png.length; ) {
    const size = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + size) });
    at += size + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** The rows with their filters undone, each behind a 0: no filter. */
function unfiltered(rows: Buffer, stride: number, height: number): Buffer {
  for (let y = 0; y < height; y += 1) {
    const begin = y * (stride + 1) + 1;
    const filter = rows[begin - 1] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = begin + x;
      const left = x < samples ? 0 : (rows[at - samples] ?? 0);
      const above = y === 0 ? 0 : (rows[at - stride - 1] ?? 0);
      const before = x < samples || y === 0 ? 0 : (rows[at - stride - 1 - samples] ?? 0);
      rows[at] = ((rows[at] ?? 0) + predicted(filter, left, above, before)) & 255;
    }
    rows[begin - 1] = 0;
  }
  return rows;
}

function predicted(filter: number, left: number, above: number, before: number): number {
  if (filter < 3) return [0, left, above][filter] ?? 0;
  if (filter === 3) return (left + above) >> 1;
  const guess = left + above - before;
  const nearest = Math.min(Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - before));
  return [left, above, before].find((one) => Math.abs(guess - one) === nearest) ?? 0;
}
