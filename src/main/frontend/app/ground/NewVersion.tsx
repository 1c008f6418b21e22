import { t } from '../words';
import { useNewVersion } from './build';

/** Drafts and unsent messages are kept by the browser, so that reloading loses nothing. */
export function NewVersion() {
  if (!useNewVersion()) return null;
  return (
    <div className="banner" data-tone="told" role="status">
      <span>{t('newVersion')}</span>
      <button type="button" onClick={() => location.reload()}>
        {t('reload')}
      </button>
    </div>
  );
}
