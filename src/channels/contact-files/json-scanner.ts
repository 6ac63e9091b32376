/** An object that was found, by the line where it begins, or why it is none. */
type Found = { row: number } & ({ text: string } | { refused: string });

interface JsonScanner {
  /** The objects that end in the next part of a text. */
  read(part: string): Found[];
  /** What is left open at the end. */
  end(): Found[];
}

/** Cuts a text, part by part, into the objects that lie in it side by side or in one array; longer ones than `longest` are not kept. */
export function jsonScanner(longest: number): JsonScanner {
  let [depth, line, row, length] = [0, 1, 1, 0];
  let isInText = false;
  let isEscaped = false;
  let parts: string[] = [];

  const keep = (part: string) => {
    length += part.length;
    if (length <= longest) parts.push(part);
  };
  const take = (): Found => {
    const found: Found =
      length > longest
        ? { row, refused: `It is longer than ${longest / 1_000_000} MB.` }
        : { row, text: parts.join('') };
    parts = [];
    length = 0;
    return found;
  };

  return {
    read(part) {
      const found: Found[] = [];
      let from = 0;
      for (let place = 0; place < part.length; place++) {
        const sign = part[place];
        if (sign === '\n') line += 1;
        if (isInText) {
          if (isEscaped) isEscaped = false;
          else if (sign === '\\') isEscaped = true;
          else if (sign === '"') isInText = false;
        } else if (sign === '"') isInText = depth > 0;
        else if (sign === '{' || (sign === '[' && depth > 0)) {
          if (depth === 0) [from, row] = [place, line];
          depth += 1;
        } else if ((sign === '}' || sign === ']') && depth > 0) {
          depth -= 1;
          if (depth > 0) continue;
          keep(part.slice(from, place + 1));
          found.push(take());
        }
      }
      if (depth > 0) keep(part.slice(from));
      return found;
    },
    end: () => (depth > 0 ? [{ row, refused: 'It has no end: a bracket or a quote is missing.' }] : []),
  };
}
