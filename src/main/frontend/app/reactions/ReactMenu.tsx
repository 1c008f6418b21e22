import type { Message } from '@parlance/client';
import { Suspense } from 'react';
import { Glyph } from '../ground/Glyph';
import { later } from '../ground/later';
import { Menu } from '../ground/Menu';
import { t } from '../words';
import { world } from '../world';
import { toggle } from './Reactions';

export const EmojiPicker = later(() => import('./EmojiPicker'));

export function ReactMenu({ message }: { message: Message }) {
  const mine = (emoji: string) =>
    message.reactions.some((one) => one.emoji === emoji && one.user_ids.includes(world.get().me.id));
  return (
    <Menu label={t('addReaction')} face={<Glyph name="smile" />}>
      {(close) => (
        <Suspense fallback={<p className="quiet small">{t('loading')}</p>}>
          <EmojiPicker
            onPick={(emoji) => {
              close();
              toggle(message, emoji, mine(emoji));
            }}
          />
        </Suspense>
      )}
    </Menu>
  );
}
