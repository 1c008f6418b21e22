import type { Status } from '@parlance/client';
import { Glyph } from '../ground/Glyph';
import { Menu } from '../ground/Menu';
import { openDialog } from '../ground/ui';
import { attempt, signOut } from '../live';
import { Face } from '../people/Face';
import { nameOf } from '../people/state';
import { t } from '../words';
import { useWorld } from '../world';
import { Dot, statusName, useStatus } from './Dot';
import { noLongerIdle } from './idle';
import { showAs } from './showAs';

const statuses: readonly Status[] = ['online', 'away', 'busy', 'offline'];

export function MeBar() {
  const me = useWorld((state) => state.me);
  const status = useStatus(me.id);
  return (
    <div className="me">
      <Menu
        label={t('myStatus', { status: statusName(status) })}
        className="plain"
        named
        face={
          <>
            <Face id={me.id} name={nameOf(me)} />
            <span className="clip" dir="auto">
              {nameOf(me)}
            </span>
            <Dot userId={me.id} />
          </>
        }
      >
        {() => (
          <>
            <span className="unseen">{t('showAs')}</span>
            {statuses.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === status}
                onClick={() => {
                  noLongerIdle();
                  void attempt(() => showAs(one));
                }}
              >
                <span className="dot" data-status={one} aria-hidden="true" />
                {statusName(one)}
                {one === status && <Glyph name="check" />}
              </button>
            ))}
            <hr />
            <button type="button" onClick={() => signOut()}>
              {t('signOut')}
            </button>
          </>
        )}
      </Menu>
      <button
        type="button"
        className="icon"
        aria-label={t('settings')}
        title={t('settings')}
        onClick={() => openDialog('settings')}
      >
        <Glyph name="settings" />
      </button>
    </div>
  );
}
