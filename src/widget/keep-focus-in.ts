/** The keys of the window: Escape closes it; where it stands for the whole page, Tab goes round in it. */
export function keepFocusIn(element: HTMLElement, event: KeyboardEvent, onClose: () => void): void {
  if (event.key === 'Escape' && !event.isComposing) {
    event.stopPropagation();
    onClose();
  }
  const isWhole = matchMedia('(max-width: 640px)').matches;
  if (event.key !== 'Tab' || !isWhole) return;
  const stops = [...element.querySelectorAll<HTMLElement>('button, input, textarea, select, a[href]')].filter(
    (one) => one.tabIndex >= 0 && one.checkVisibility(),
  );
  const active = (element.getRootNode() as ShadowRoot).activeElement;
  const [first, last] = [stops[0], stops.at(-1)];
  if (active !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
