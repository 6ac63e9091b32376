import type { CSSProperties } from 'react';
import { inkOn } from '#contract/contrast.ts';

interface ColouredTagProps {
  name: string;
  ground: string | null;
  ink: string | null;
}

/** A tag as conversations show it: on its own ground, or plain. */
export function ColouredTag({ name, ground, ink }: ColouredTagProps) {
  const style = ground ? { '--bg': ground, '--fg': ink ?? inkOn(ground) } : {};
  return (
    <span className="tag" style={style as CSSProperties}>
      <span className="cut">{name}</span>
    </span>
  );
}
