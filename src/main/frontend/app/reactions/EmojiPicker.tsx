import { EmojiPicker as Picker, type EmojiData } from 'frimousse';
import { language, t } from '../words';
import { quickEmoji } from './emoji';

interface Compact {
  label: string;
  unicode: string;
  group?: number;
  tags?: string[];
  skins?: { unicode: string }[];
}

interface Messages {
  groups: { key: string; message: string; order: number }[];
}

const tones = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;
/** Emojibase's group of skin tones and hair, which are parts and not pictures. */
const parts = 2;

/** As many as a finger can tell apart in the width that there is. */
const columns = matchMedia('(pointer: coarse)').matches ? 6 : 8;

/** Names come with the page, in its language; nothing is asked of any other host. */
async function data(): Promise<EmojiData> {
  const [{ default: all }, { default: messages }] = await (language() === 'de'
    ? Promise.all([import('emojibase-data/de/compact.json'), import('emojibase-data/de/messages.json')])
    : Promise.all([import('emojibase-data/en/compact.json'), import('emojibase-data/en/messages.json')]));
  const emojis = (all as Compact[]).flatMap((one) =>
    one.group === undefined || one.group === parts
      ? []
      : [
          {
            emoji: one.unicode,
            category: one.group,
            label: one.label,
            version: 1,
            tags: one.tags ?? [],
            skins:
              one.skins?.length === tones.length
                ? (Object.fromEntries(
                    tones.map((tone, i) => [tone, one.skins?.[i]?.unicode ?? '']),
                  ) as Record<(typeof tones)[number], string>)
                : undefined,
          },
        ],
  );
  const categories = (messages as Messages).groups
    .filter((group) => group.order !== parts)
    .map((group) => ({ index: group.order, label: group.message }));
  return {
    locale: language(),
    emojis,
    categories,
    skinTones: { light: '', 'medium-light': '', medium: '', 'medium-dark': '', dark: '' },
  };
}

export default function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  return (
    <Picker.Root
      className="picker"
      locale={language()}
      columns={columns}
      resolveEmojiData={data}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
    >
      <Picker.Search autoFocus aria-label={t('searchEmoji')} placeholder={t('searchEmoji')} />
      <div className="quick">
        {quickEmoji().map((emoji) => (
          <button key={emoji} type="button" className="icon" onClick={() => onPick(emoji)}>
            {emoji}
          </button>
        ))}
      </div>
      <Picker.Viewport className="viewport">
        <Picker.Loading>
          <span className="quiet small">{t('loading')}</span>
        </Picker.Loading>
        <Picker.Empty>
          <span className="quiet small">{t('noEmoji')}</span>
        </Picker.Empty>
        <Picker.List
          components={{
            CategoryHeader: ({ category, ...props }) => <div {...props}>{category.label}</div>,
            Row: (props) => <div {...props} />,
            Emoji: ({ emoji, ...props }) => (
              <button {...props} type="button" title={emoji.label}>
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
    </Picker.Root>
  );
}
