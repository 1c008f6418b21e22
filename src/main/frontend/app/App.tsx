import { Suspense, useEffect } from 'react';
import { later } from './ground/later';
import { Question } from './ground/Question';
import { useRoute } from './ground/route';
import { Toasts } from './ground/Toasts';
import { start, useGate } from './live';
import { Workspace } from './Workspace';
import { useLanguage } from './words';

const SignIn = later(() => import('./session/SignIn'));
const GiftsPage = later(() => import('./topics/GiftsPage'));

export function App() {
  const gate = useGate();
  const language = useLanguage();
  useEffect(() => {
    void start();
  }, []);
  return (
    <div className="page" key={language}>
      <Suspense fallback={null}>
        {gate.state === 'starting' ? null : gate.state === 'out' ? <SignIn /> : <Inside />}
      </Suspense>
      <Question />
      <Toasts />
    </div>
  );
}

function Inside() {
  const route = useRoute();
  if (route.page !== 'gifts') return <Workspace />;
  return <GiftsPage />;
}
