import { t, type Key } from '../words';
import { Dialog } from './Dialog';
import { modifier } from './keys';

const keys: readonly { keys: string; what: Key }[] = [
  { keys: `${modifier} K`, what: 'keySwitch' },
  { keys: 'Alt ↑ / Alt ↓', what: 'keyNext' },
  { keys: 'Alt Shift ↑ / Alt Shift ↓', what: 'keyNextUnread' },
  { keys: `${modifier} /`, what: 'keyShortcuts' },
  { keys: 'Enter', what: 'keySend' },
  { keys: 'Shift Enter', what: 'keyBreak' },
  { keys: '↑', what: 'keyEditLast' },
  { keys: 'Esc', what: 'keyCancel' },
  { keys: '↑ / ↓', what: 'keyWalk' },
  { keys: 'Tab', what: 'keyActions' },
];

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('shortcuts')} onClose={onClose}>
      <dl className="keys">
        {keys.map((one) => (
          <div key={one.what} className="contents">
            <dt>{t(one.what)}</dt>
            <dd>
              <kbd>{one.keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
