import { Component, type ReactNode } from 'react';
import { t } from '../words';

/** What stands in place of the page where a fault in it would leave nothing to see. */
export class Broken extends Component<{ children: ReactNode }, { broken: boolean }> {
  static getDerivedStateFromError() {
    return { broken: true };
  }

  override state = { broken: false };

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="gate">
        <div className="card" role="alert">
          <h1>{t('broken')}</h1>
          <p>{t('brokenHint')}</p>
          <button type="button" className="primary" onClick={() => location.reload()}>
            {t('reload')}
          </button>
          <a href="/">{t('toList')}</a>
        </div>
      </main>
    );
  }
}
