/**
 * Gives the focus back once what held it is gone, unless somebody has gone on in the meantime: a frame may come late on a
 * slow machine.
 */
export function focusAgain(element: HTMLElement | null): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) element?.focus({ preventScroll: true });
  });
}
