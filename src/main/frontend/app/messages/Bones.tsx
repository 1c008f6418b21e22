import { t } from '../words';

const widths = ['46%', '72%', '58%', '81%', '39%', '66%'];

export function Bones() {
  return (
    <div className="skeleton" aria-busy="true" aria-label={t('loading')} role="group">
      {widths.map((inlineSize) => (
        <div key={inlineSize} aria-hidden="true">
          <span className="bone" />
          <span className="bone" style={{ inlineSize: '8rem' }} />
          <span className="bone" style={{ inlineSize }} />
        </div>
      ))}
    </div>
  );
}
