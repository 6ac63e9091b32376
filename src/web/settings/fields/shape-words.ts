import { useTranslation } from 'react-i18next';

/** A piece of a shape: so many digits, letters or either, or signs that stand for themselves. */
export interface ShapePart {
  kind: 'digits' | 'letters' | 'either' | 'sign';
  /** How many, or the sign itself. */
  count: number;
  sign: string;
  /** It may be missing. */
  maybe: boolean;
}

const kinds: Record<string, ShapePart['kind']> = { '9': 'digits', A: 'letters', X: 'either' };

/** Reads a shape, as `9999999` or `AA-9?`: equal signs side by side are one piece. */
export function shapeParts(shape: string): ShapePart[] {
  const parts: ShapePart[] = [];
  for (const sign of shape) {
    const last = parts.at(-1);
    if (sign === '?' && last) {
      if (last.count > 1) {
        last.count -= 1;
        parts.push({ ...last, count: 1, maybe: true });
      } else last.maybe = true;
      continue;
    }
    const kind = kinds[sign] ?? 'sign';
    if (last?.kind === kind && !last.maybe && kind !== 'sign') last.count += 1;
    else parts.push({ kind, count: 1, sign, maybe: false });
  }
  return parts;
}

/** A shape in the reader's words: "7 digits", "2 letters, -, 4 digits". */
export function useShapeWords(): (shape: string) => string {
  const { t } = useTranslation();
  return (shape) =>
    shapeParts(shape)
      .map(({ kind, count, sign, maybe }) => {
        const part = kind === 'sign' ? sign : t(`field.${kind}`, { count });
        return maybe ? t('field.maybe', { part }) : part;
      })
      .join(', ');
}
