const day = 86_400_000;
const days = new Map<number, string>();
const digits = (count: number, length: number) =>
  Array.from({ length: count }, (_, n) => String(n).padStart(length, '0'));
const [two, three] = [digits(60, 2), digits(1_000, 3)];

/** A time in milliseconds as toISOString writes it, put together of parts: there are millions of them, of a thousand days. */
export function iso(time: number): string {
  const date = Math.floor(time / day);
  let text = days.get(date);
  if (text === undefined) {
    text = new Date(date * day).toISOString().slice(0, 11);
    days.set(date, text);
  }
  const left = time - date * day;
  const seconds = Math.floor(left / 1_000);
  return `${text}${two[Math.floor(seconds / 3_600)]}:${two[Math.floor(seconds / 60) % 60]}:${two[seconds % 60]}.${three[left % 1_000]}Z`;
}
