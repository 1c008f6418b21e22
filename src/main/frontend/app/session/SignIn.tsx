import { asError, type AuthConfig } from '@parlance/client';
import { useEffect, useState, type SubmitEvent } from 'react';
import { enter, session, useGate, type Gate } from '../live';
import { t } from '../words';

/** Until the server says how one signs in here. */
const again = 5000;

export default function SignIn() {
  const gate = useGate();
  const [config, setConfig] = useState<AuthConfig | null>(null);
  const [away, setAway] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const ask = async () => {
      const found = await session.config().catch(() => null);
      if (gone) return;
      setConfig(found);
      setAway(found === null);
      if (!found) timer = setTimeout(() => void ask(), again);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return (
    <main className="gate" id="main">
      {config?.method === 'oidc' ? <Provider /> : <Local away={away} why={why(gate)} />}
    </main>
  );
}

function why(gate: Gate): string {
  if (gate.state !== 'out') return t('signInLead');
  switch (gate.reason) {
    case 'expired':
      return t('signInAgain');
    case 'signed_out':
      return t('signedOut');
    case 'away':
      return t('serverAway');
    case 'new':
      return t('signInLead');
  }
}

function Provider() {
  const gate = useGate();
  const [error, setError] = useState<string | null>(null);
  const leave = () => {
    setError(null);
    session.redirect(location.pathname + location.search).catch((reason: unknown) => setError(told(reason)));
  };
  return (
    <div className="card">
      <h1>{t('appName')}</h1>
      <p className="quiet">{why(gate)}</p>
      <p className="error small" role="alert">
        {error}
      </p>
      <button type="button" className="primary" onClick={leave}>
        {t('signInWithProvider')}
      </button>
    </div>
  );
}

function Local({ away, why }: { away: boolean; why: string }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await enter(await session.signIn(username.trim(), password));
    } catch (reason) {
      setError(told(reason));
      setBusy(false);
      document.getElementById('password')?.focus();
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <div>
        <h1>{t('appName')}</h1>
        <p className="quiet">{why}</p>
      </div>
      <div className="field">
        <label htmlFor="username">{t('username')}</label>
        <input
          id="username"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="password">{t('password')}</label>
        <input
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <p className="error small" role="alert">
        {error ?? (away ? t('serverAway') : null)}
      </p>
      <button type="submit" className="primary" disabled={busy}>
        {t('signIn')}
      </button>
    </form>
  );
}

function told(reason: unknown): string {
  const error = asError(reason);
  switch (error.code) {
    case 'unauthorized':
      return t('wrongPassword');
    case 'rate_limited':
      return t('tooManyTries');
    case 'network':
    case 'timeout':
      return t('serverAway');
    default:
      return t('signInFailed', { reason: error.message });
  }
}
