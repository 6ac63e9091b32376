import { type SkinTone, skinTones } from './emoji-data.ts';

const recentKey = 'vizitka-emoji';
const toneKey = 'vizitka-emoji-tone';
const most = 16;

/** What this person picked lately in this browser, the last one first. */
export function recentEmoji(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(recentKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

export function noteEmoji(emoji: string): void {
  const kept = [emoji, ...recentEmoji().filter((one) => one !== emoji)].slice(0, most);
  localStorage.setItem(recentKey, JSON.stringify(kept));
}

/** The tone of skin chosen last. */
export function keptTone(): SkinTone {
  const kept = localStorage.getItem(toneKey);
  return skinTones.find((tone) => tone === kept) ?? 'none';
}

export function keepTone(tone: SkinTone): void {
  localStorage.setItem(toneKey, tone);
}
