import { change, useSettings, type Level } from '../ground/settings';
import { t, type Key } from '../words';

const levels: readonly { level: Level; name: Key }[] = [
  { level: 'all', name: 'notifyAll' },
  { level: 'mentions', name: 'notifyMentions' },
  { level: 'none', name: 'notifyNone' },
];

export function LevelChoice({ channel }: { channel: number }) {
  const all = useSettings();
  return (
    <div className="field">
      <label htmlFor="level">{t('notifications')}</label>
      <select
        id="level"
        value={all.levels[channel] ?? 'all'}
        onChange={(event) => change({ levels: { ...all.levels, [channel]: event.target.value as Level } })}
      >
        {levels.map(({ level, name }) => (
          <option key={level} value={level}>
            {t(name)}
          </option>
        ))}
      </select>
      <label className="option">
        <input
          type="checkbox"
          checked={all.muted[channel] === true}
          onChange={(event) => change({ muted: { ...all.muted, [channel]: event.target.checked } })}
        />
        {t('mute')}
      </label>
    </div>
  );
}
