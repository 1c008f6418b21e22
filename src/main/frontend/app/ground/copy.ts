import { t } from '../words';
import { toast } from './ui';

/** Says whether the text is copied; that it is not is told here. */
export async function copy(text: string): Promise<boolean> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  try {
    if (clipboard) await clipboard.writeText(text);
    else copySelected(text);
    return true;
  } catch {
    toast(t('copyFailed'));
    return false;
  }
}

/** Without TLS a page has no clipboard, but what is selected can be copied all the same. */
function copySelected(text: string): void {
  const before = document.activeElement;
  const box = document.createElement('textarea');
  box.className = 'unseen';
  box.value = text;
  document.body.append(box);
  box.focus({ preventScroll: true });
  box.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else does it there
  const copied = document.execCommand('copy');
  box.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  if (!copied) throw new Error('refused');
}
