import { crc32, deflateSync } from 'node:zlib';
import type { DemoFile } from './tell.ts';

/** A one-page PDF (ISO 32000-1) with a heading and lines of text. Letters outside ASCII lose their accents: its font is built in. */
export function pdf(name: string, lines: string[]): DemoFile {
  return { name, type: 'application/pdf', make: () => pdfOf(lines.map(plain)) };
}

function pdfOf([heading = '', ...lines]: string[]): Uint8Array {
  const drawn = [
    `/F 18 Tf 60 760 Td (${heading}) Tj`,
    ...lines.map((line, n) => `/F 11 Tf 0 ${n === 0 ? -32 : -18} Td (${line}) Tj`),
  ].join('\n');
  const content = `BT\n${drawn}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places: number[] = [];
  for (const [n, object] of objects.entries()) {
    places.push(file.length);
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/[\\()]/g, '\\$&');
}

/** A photograph of a meter, as well as a program can draw one: its digits on a plate, as a PNG (W3C PNG specification). */
export function meterPhoto(name: string, reading: string): DemoFile {
  return { name, type: 'image/png', make: () => pngOf(...drawMeter(reading)) };
}

const cell = 6;

function drawMeter(reading: string): [width: number, height: number, isInk: (x: number, y: number) => number] {
  const [columns, rows] = [reading.length * 6 + 4, 15];
  const shade = (x: number, y: number) => {
    const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
    if (column < 1 || row < 1 || column >= columns - 1 || row >= rows - 1) return 70; // the frame
    const [digit, dx, dy] = [Math.floor((column - 3) / 6), (column - 3) % 6, row - 3];
    if (column < 3 || dx > 4 || dy < 0 || dy > 8) return 215;
    return isLit(Number(reading[digit]), dx, dy) ? 25 : 235;
  };
  return [columns * cell, rows * cell, shade];
}

/** Seven segments: top, the two upper sides, middle, the two lower sides, bottom. */
const segments = [
  '1110111',
  '0010010',
  '1011101',
  '1011011',
  '0111010',
  '1101011',
  '1101111',
  '1010010',
  '1111111',
  '1111011',
];

function isLit(digit: number, x: number, y: number): boolean {
  const on = (segment: number) => segments[digit]?.[segment] === '1';
  if (y === 0 || y === 4 || y === 8) return x >= 0 && x <= 4 && on({ 0: 0, 4: 3, 8: 6 }[y] ?? 0);
  if (x === 0) return on(y < 4 ? 1 : 4);
  return x === 4 && on(y < 4 ? 2 : 5);
}

function pngOf(width: number, height: number, shade: (x: number, y: number) => number): Uint8Array {
  const pixels = Buffer.alloc((width + 1) * height); // each row begins with its filter, none
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels[y * (width + 1) + x + 1] = shade(x, y);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8); // eight bits of grey
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
