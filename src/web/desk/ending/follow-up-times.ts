/** A moment as a field of date and time holds it, in the reader's own zone: 2026-11-22T14:00. */
export function inField(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What is written there; null for nothing, and for no time. */
export function readField(text: string): Date | null {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at;
}

/** Times that are often meant, as of now. Monday is the next one. */
export function quickTimes(now: Date): { name: 'inAnHour' | 'inTwoHours' | 'tomorrow' | 'nextWeek'; at: Date }[] {
  const inHours = (hours: number) => {
    const at = new Date(now.getTime() + hours * 3_600_000);
    return new Date(Math.ceil(at.getTime() / 300_000) * 300_000); // of five minutes
  };
  const atNine = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { name: 'inAnHour', at: inHours(1) },
    { name: 'inTwoHours', at: inHours(2) },
    { name: 'tomorrow', at: atNine(1) },
    { name: 'nextWeek', at: atNine(toMonday) },
  ];
}
