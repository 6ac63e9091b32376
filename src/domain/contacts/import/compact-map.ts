/** Numbers by numbers, in few bytes: a file may have millions of rows, and all of them are to be remembered. Keys are integers from 1 to 2^53. */
export interface CompactMap {
  get(key: number): number | undefined;
  set(key: number, value: number): void;
}

/** An empty map: 16 bytes an entry, and at most twice that while it grows. */
export function compactMap(): CompactMap {
  let keys = new Float64Array(1_024);
  let values = new Float64Array(1_024);
  let size = 0;

  const placeOf = (key: number) => {
    const last = keys.length - 1;
    let place = (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 4_294_967_296) | 0, 0x85ebca6b)) & last;
    while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) & last;
    return place;
  };

  const grow = () => {
    const [oldKeys, oldValues] = [keys, values];
    keys = new Float64Array(oldKeys.length * 2);
    values = new Float64Array(oldKeys.length * 2);
    for (const [place, key] of oldKeys.entries()) {
      if (key === 0) continue;
      const at = placeOf(key);
      keys[at] = key;
      values[at] = oldValues[place] ?? 0;
    }
  };

  return {
    get(key) {
      const place = placeOf(key);
      return keys[place] === key ? values[place] : undefined;
    },
    set(key, value) {
      const place = placeOf(key);
      if (keys[place] === 0) size += 1;
      keys[place] = key;
      values[place] = value;
      if (size * 4 > keys.length * 3) grow();
    },
  };
}

/** A number from 1 to 2^53 that stands for a text: two texts of a million have the same one less than once in ten thousand files. */
export function numberOf(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0) + 1;
}
