import { NotifyChoice } from '../notifications/NotifyChoice';
import { t } from '../words';
import { Dialog } from './Dialog';
import { change, useSettings, type Settings } from './settings';
import { openDialog } from './ui';

export default function SettingsDialog({ onClose }: { onClose: () => void }) {
  const all = useSettings();
  return (
    <Dialog title={t('settings')} onClose={onClose}>
      <div className="field">
        <label htmlFor="theme">{t('appearance')}</label>
        <select
          id="theme"
          value={all.theme}
          onChange={(event) => change({ theme: event.target.value as Settings['theme'] })}
        >
          <option value="system">{t('system')}</option>
          <option value="light">{t('light')}</option>
          <option value="dark">{t('dark')}</option>
        </select>
      </div>
      <div className="field">
        <label htmlFor="language">{t('language')}</label>
        <select
          id="language"
          value={all.language}
          onChange={(event) => change({ language: event.target.value as Settings['language'] })}
        >
          <option value="system">{t('likeBrowser')}</option>
          <option value="en" lang="en">
            English
          </option>
          <option value="de" lang="de">
            Deutsch
          </option>
        </select>
      </div>
      <NotifyChoice />
      <button type="button" onClick={() => openDialog('shortcuts')}>
        {t('shortcuts')}
      </button>
    </Dialog>
  );
}
