import { useUi } from './ui';

export function Toasts() {
  const toasts = useUi((ui) => ui.toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((one) => (
        <div key={one.id}>{one.text}</div>
      ))}
    </div>
  );
}
