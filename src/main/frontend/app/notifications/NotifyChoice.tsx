import { useState } from 'react';
import { change, useSettings } from '../ground/settings';
import { t } from '../words';

/** Explained first, and asked only at a press of the button. */
export function NotifyChoice() {
  const { notify, quiet } = useSettings();
  const [permission, setPermission] = useState(() =>
    'Notification' in globalThis ? Notification.permission : 'denied',
  );
  const on = notify && permission === 'granted';
  const turn = async () => {
    if (on) {
      change({ notify: false });
      return;
    }
    const answer = await Notification.requestPermission();
    setPermission(answer);
    change({ notify: answer === 'granted' });
  };
  return (
    <section className="stack">
      <div className="field">
        <h3>{t('notifications')}</h3>
        <p className="small quiet">{t(permission === 'denied' ? 'notifyDenied' : 'notifyWhy')}</p>
        <button type="button" disabled={permission === 'denied'} onClick={() => void turn()}>
          {t(on ? 'notifyOff' : 'notifyOn')}
        </button>
      </div>
      <fieldset>
        <legend>
          <label className="option">
            <input
              type="checkbox"
              checked={quiet !== null}
              onChange={(event) =>
                change({ quiet: event.target.checked ? { from: '20:00', to: '07:00' } : null })
              }
            />
            {t('quietHours')}
          </label>
        </legend>
        {quiet && (
          <div className="option">
            <label htmlFor="quiet-from">{t('quietFrom')}</label>
            <input
              id="quiet-from"
              type="time"
              value={quiet.from}
              onChange={(event) => change({ quiet: { ...quiet, from: event.target.value } })}
            />
            <label htmlFor="quiet-to">{t('quietTo')}</label>
            <input
              id="quiet-to"
              type="time"
              value={quiet.to}
              onChange={(event) => change({ quiet: { ...quiet, to: event.target.value } })}
            />
          </div>
        )}
      </fieldset>
    </section>
  );
}
