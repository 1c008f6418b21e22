/** The height that an on-screen keyboard leaves: the composer stays above it. */
export function watchViewport(): () => void {
  const view = window.visualViewport;
  if (!view) return () => undefined;
  const measure = () => {
    const covered = window.innerHeight - view.height > 80;
    const style = document.documentElement.style;
    if (covered) style.setProperty('--viewport', `${view.height}px`);
    else style.removeProperty('--viewport');
    if (covered) window.scrollTo(0, 0);
  };
  view.addEventListener('resize', measure);
  return () => view.removeEventListener('resize', measure);
}
