import { Suspense, useEffect } from 'react';
import { later } from './ground/later';
import { openDialog, useUi, type DialogName } from './ground/ui';

/** Fetched when they are first opened. */
const NewDialog = later(() => import('./conversations/NewDialog'));
const BrowseDialog = later(() => import('./conversations/BrowseDialog'));
const fetchSwitch = () => import('./conversations/SwitchDialog');
const SwitchDialog = later(fetchSwitch);
const SettingsDialog = later(() => import('./ground/SettingsDialog'));
const ShortcutsDialog = later(() => import('./ground/ShortcutsDialog'));

const close = () => openDialog(null);

export function Dialogs() {
  const dialog = useUi((ui) => ui.dialog);
  // Whoever presses Ctrl+K goes on typing: that must not land in the conversation until this is there.
  useEffect(() => {
    const timer = setTimeout(() => void fetchSwitch().catch(() => undefined), 1000);
    return () => clearTimeout(timer);
  }, []);
  return <Suspense fallback={null}>{pick(dialog)}</Suspense>;
}

function pick(dialog: DialogName) {
  switch (dialog) {
    case 'new':
      return <NewDialog onClose={close} />;
    case 'browse':
      return <BrowseDialog onClose={close} />;
    case 'switch':
      return <SwitchDialog onClose={close} />;
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />;
    default:
      return null;
  }
}
