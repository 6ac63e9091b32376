import { expect, it } from 'vitest';
import { tableText } from './invalid-rows.ts';

it('makes cells harmless that a spreadsheet would execute, and quotes what needs it', () => {
  expect(
    tableText([
      ['row', 'phone'],
      ['2', '+420 602 440 118'],
      ['3', '=cmd()'],
      ['4', 'a "b", c\nd'],
    ]),
  ).toBe('\uFEFFrow,phone\r\n2,\'+420 602 440 118\r\n3,\'=cmd()\r\n4,"a ""b"", c\nd"\r\n');
});
