import { type KeyboardEvent, useCallback, useEffect, useState } from 'react';

interface Choosing<Option> {
  options: Option[];
  /** Whether these answer what stands in the field now. */
  isAnswer: boolean;
  onTake: (option: Option) => void;
}

/**
 * Which of some options is meant, the first unless another was chosen, by the keys of a field: arrows choose, Enter takes. Pressed before the answer is
 * there, Enter waits for it, and takes the option that was seen then, or none where the answer begins with another.
 */
export function useChoice<Option extends { id: number }>({ options, isAnswer, onTake }: Choosing<Option>) {
  const [chosen, choose] = useState<number | null>(null);
  const [awaited, setAwaited] = useState<number | null>(null);
  const current = options.find(({ id }) => id === chosen) ?? options[0];
  useEffect(() => {
    if (awaited === null || !isAnswer) return;
    setAwaited(null);
    if (current?.id === awaited) onTake(current);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && current)
      choose(options[(options.indexOf(current) + step + options.length) % options.length]?.id ?? null);
    else if (event.key === 'Enter' && current && isAnswer) onTake(current);
    else if (event.key === 'Enter') setAwaited(current?.id ?? null);
    else return;
    event.preventDefault();
  };
  /** Something else is asked: the first is meant again, or the one given. */
  const beginAnew = useCallback((id: number | null = null) => {
    choose(id);
    setAwaited(null);
  }, []);
  return { current, choose, beginAnew, onKeyDown };
}
