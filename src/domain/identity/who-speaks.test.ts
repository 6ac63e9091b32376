import { describe, expect, test } from 'vitest';
import { evidence } from '#test/support/recognition-factory.ts';
import { whoSpeaks } from './who-speaks.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 4, 4, 10, minute));
const said = (one: ReturnType<typeof evidence>, minute: number) => ({ ...one, firstAt: at(minute).toISOString() });
const keys = (speaking: ReturnType<typeof whoSpeaks>) => speaking?.evidence.map(({ key }) => key);
const browser = evidence('browser', 'b7e1', 'claimed');
const jana = evidence('subject', 'jana', 'signed');
const eva = evidence('subject', 'eva', 'signed');

describe('Who speaks in a conversation (R-REC-4)', () => {
  test('evidence of all its messages stands together, each once with its higher trust, in order of first appearance', () => {
    const mail = evidence('email', 'jana@example.cz', 'claimed', { origin: 'also', role: 'also' });
    const speaking = whoSpeaks([said(browser, 1), said({ ...mail, trust: 3 }, 3)], [jana, mail], at(2));
    expect(speaking?.evidence.map(({ key, trust }) => [key, trust])).toEqual([
      ['b7e1', 0],
      ['jana', 5],
      ['jana@example.cz', 3],
    ]);
    expect(speaking?.others).toEqual([]);
  });

  test('somebody who signs in after another speaks alone: what the other brought does not count', () => {
    const speaking = whoSpeaks([said(browser, 1), said(jana, 1)], [browser, eva], at(5));
    expect(keys(speaking)).toEqual(['b7e1', 'eva']);
    expect(speaking?.others.map(({ key }) => key)).toEqual(['jana']);
  });

  test('what comes unsigned afterwards is theirs', () => {
    const form = evidence('phone', '+420602000111', 'claimed', { origin: 'also', role: 'also' });
    expect(keys(whoSpeaks([said(browser, 1), said(jana, 1), said(eva, 5)], [browser, form], at(6)))).toEqual([
      'eva',
      'b7e1',
      '+420602000111',
    ]);
  });

  test('a message that comes late of who spoke before decides nothing: times count, and not arrival', () => {
    expect(whoSpeaks([said(browser, 1), said(eva, 5)], [browser, jana], at(2))).toBeNull();
    expect(keys(whoSpeaks([said(browser, 1), said(jana, 2)], [browser, eva], at(5)))).toEqual(['b7e1', 'eva']);
  });
});
