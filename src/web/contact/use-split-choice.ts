import { useState } from 'react';
import type { SplitInput } from '#contract/merge.ts';

type Group = 'identifiers' | 'attributes' | 'tags' | 'conversations';

/** What is ticked to go to a new card. */
export interface SplitChoice {
  chosen: Required<Pick<SplitInput, Group>>;
  isTicked: (group: Group, key: string) => boolean;
  tick: (group: Group, key: string, ticked: boolean) => void;
  /** Identifiers, attributes and tags together. */
  values: number;
  /** At least one identifier or conversation goes. */
  enough: boolean;
}

export function useSplitChoice(): SplitChoice {
  const [chosen, setChosen] = useState<SplitChoice['chosen']>({
    identifiers: [],
    attributes: [],
    tags: [],
    conversations: [],
  });
  return {
    chosen,
    isTicked: (group, key) => chosen[group].includes(key),
    tick: (group, key, ticked) => {
      const others = chosen[group].filter((one) => one !== key);
      setChosen({ ...chosen, [group]: ticked ? [...others, key] : others });
    },
    values: chosen.identifiers.length + chosen.attributes.length + chosen.tags.length,
    enough: chosen.identifiers.length + chosen.conversations.length > 0,
  };
}
