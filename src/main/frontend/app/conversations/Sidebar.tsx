import { useMemo } from 'react';
import { Glyph } from '../ground/Glyph';
import { modifier } from '../ground/keys';
import { Menu } from '../ground/Menu';
import { useRoute } from '../ground/route';
import { openDialog } from '../ground/ui';
import { MeBar } from '../presence/MeBar';
import { t } from '../words';
import { useWorld } from '../world';
import { sections } from './names';
import { RoomLink } from './RoomLink';

export function Sidebar() {
  return (
    <nav className="sidebar" aria-label={t('conversations')}>
      <div className="bar">
        <div className="wordmark title" aria-hidden="true">
          {t('appName')}
        </div>
        <Menu label={t('newConversation')} face={<Glyph name="plus" />}>
          {() => (
            <>
              <button type="button" onClick={() => openDialog('new')}>
                {t('newConversation')}
              </button>
              <button type="button" onClick={() => openDialog('browse')}>
                {t('browseChannels')}
              </button>
            </>
          )}
        </Menu>
      </div>
      <button type="button" className="jump" onClick={() => openDialog('switch')}>
        <span>{t('switchTo')}</span>
        <kbd>{modifier} K</kbd>
      </button>
      <Rooms />
      <MeBar />
    </nav>
  );
}

function Rooms() {
  const me = useWorld((world) => world.me.id);
  const { byId, loaded } = useWorld((world) => world.conversations);
  const route = useRoute();
  const open = route.page === 'conversation' ? route.id : null;
  const all = useMemo(() => sections(Object.values(byId), me), [byId, me]);
  if (all.channels.length + all.direct.length === 0) return loaded ? <Empty /> : <Bones />;
  return (
    <div className="rooms">
      <h2>{t('channels')}</h2>
      <ul>
        {all.channels.map((one) => (
          <RoomLink key={one.id} conversation={one} me={me} open={one.id === open} />
        ))}
      </ul>
      <h2>{t('directMessages')}</h2>
      <ul>
        {all.direct.map((one) => (
          <RoomLink key={one.id} conversation={one} me={me} open={one.id === open} />
        ))}
      </ul>
    </div>
  );
}

function Empty() {
  return (
    <div className="rooms">
      <div className="void">
        <h2>{t('noConversations')}</h2>
        <p>{t('noConversationsHint')}</p>
        <button type="button" className="primary" onClick={() => openDialog('new')}>
          {t('newConversation')}
        </button>
        <button type="button" onClick={() => openDialog('browse')}>
          {t('browseChannels')}
        </button>
      </div>
    </div>
  );
}

const widths = ['70%', '52%', '84%', '60%', '45%', '74%', '58%'];

function Bones() {
  return (
    <div className="rooms" aria-busy="true" aria-label={t('loading')} role="group">
      {widths.map((inlineSize) => (
        <div key={inlineSize} className="room" aria-hidden="true">
          <span className="bone" style={{ blockSize: '1.125rem' }} />
          <span className="bone" style={{ inlineSize, blockSize: '0.75rem' }} />
        </div>
      ))}
    </div>
  );
}
