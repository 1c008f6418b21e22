import { Suspense, useEffect, useRef } from 'react';
import { Banner, useConnection } from './connection/Banner';
import { ConversationPage } from './conversations/ConversationPage';
import { keepConversations } from './conversations/kept';
import { watchKeys } from './conversations/shortcuts';
import { Sidebar } from './conversations/Sidebar';
import { Dialogs } from './Dialogs';
import { lookForNewVersion, watchVersion } from './ground/build';
import { keepFocus } from './ground/focus';
import { modifier } from './ground/keys';
import { later } from './ground/later';
import { NewVersion } from './ground/NewVersion';
import { useRoute, type Route } from './ground/route';
import { watchViewport } from './ground/viewport';
import { startNotifying } from './notifications/notify';
import { watchIdle } from './presence/idle';
import { watchTotal } from './readstate/title';
import { ThreadPane } from './threads/ThreadPane';
import { t } from './words';
import { useWorld } from './world';

const AboutPane = later(() => import('./conversations/AboutPane'));

export function Workspace() {
  const route = useRoute();
  const { state } = useConnection();
  useWayBack(route);
  useEffect(() => {
    const offs = [
      watchKeys(),
      watchIdle(),
      watchTotal(),
      watchVersion(),
      watchViewport(),
      startNotifying(),
      keepConversations(),
    ];
    return () => {
      for (const off of offs) off();
    };
  }, []);
  useEffect(() => {
    if (state === 'connected') void lookForNewVersion();
  }, [state]);
  return (
    <div className="workspace" data-view={viewOf(route)}>
      <a className="skip" href="#main">
        {t('skipToMessages')}
      </a>
      <header className="banners">
        <h1 className="unseen">{t('appName')}</h1>
        <Banner />
        <NewVersion />
      </header>
      <Sidebar />
      <main id="main" tabIndex={-1}>
        {route.page === 'conversation' ? (
          <ConversationPage id={route.id} message={route.message} />
        ) : (
          <Nothing />
        )}
      </main>
      <Beside route={route} />
      <Dialogs />
    </div>
  );
}

/** Whoever comes back stands at what they left: in the list, which may be all that is shown, or beside a pane. */
function useWayBack(route: Route): void {
  const left = useRef<Route>(route);
  useEffect(() => {
    const before = left.current;
    if (route.page === 'conversation') left.current = route;
    if (before.page !== 'conversation' || document.activeElement !== document.body) return;
    if (route.page !== 'conversation') focusOn(`[data-room="${before.id}"]`);
    else if (before.id === route.id && before.pane && !route.pane) {
      if (before.pane.kind === 'thread') focusOn(`#main [data-message="${before.pane.id}"]`);
      keepFocus();
    }
  }, [route]);
}

const focusOn = (place: string) => document.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });

/** On a narrow screen one of the three is shown. */
function viewOf(route: Route): 'list' | 'conversation' | 'pane' {
  if (route.page !== 'conversation') return 'list';
  return route.pane ? 'pane' : 'conversation';
}

function Beside({ route }: { route: Route }) {
  const id = route.page === 'conversation' ? route.id : 0;
  const conversation = useWorld((world) => world.conversations.byId[id]);
  const loaded = useWorld((world) => world.conversations.loaded);
  if (route.page !== 'conversation' || !route.pane || !conversation || !loaded) return null;
  switch (route.pane.kind) {
    case 'thread':
      return <ThreadPane key={route.pane.id} channel={id} id={route.pane.id} reply={route.pane.reply} />;
    case 'about':
      return (
        <Suspense fallback={<aside className="pane" />}>
          <AboutPane conversation={conversation} />
        </Suspense>
      );
  }
}

function Nothing() {
  return (
    <div className="void">
      <h2>{t('pickConversation')}</h2>
      <p>{t('pickConversationHint', { keys: `${modifier}\u00a0K` })}</p>
    </div>
  );
}
