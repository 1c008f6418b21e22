import type { Message } from '@parlance/client';
import { t } from '../words';
import { Composer } from './Composer';
import { send } from './outbox';
import { editKey, type useEditing } from './useEditing';

interface Props {
  channel: number;
  parent: string | null;
  label: string;
  autoFocus: boolean;
  edit: ReturnType<typeof useEditing>;
}

/** The box, for a new message or for one that is being changed; the draft of the new one waits meanwhile. */
export function Writing({ channel, parent, label, autoFocus, edit }: Props) {
  const { editing, editLast, save, cancel } = edit;
  if (editing) return <Editing key={editing.id} message={editing} save={save} cancel={cancel} />;
  const draftKey = parent === null ? String(channel) : `${channel}/${parent}`;
  return (
    <Composer
      key={draftKey}
      channel={channel}
      draftKey={draftKey}
      label={label}
      autoFocus={autoFocus}
      onSend={(text) => send(channel, text, parent)}
      onEditLast={editLast}
    />
  );
}

function Editing(props: { message: Message; save: (text: string) => void; cancel: () => void }) {
  return (
    <Composer
      channel={props.message.channel_id}
      draftKey={editKey(props.message)}
      initial={props.message.content ?? ''}
      label={t('edit')}
      autoFocus
      hint={
        <p className="editing">
          {t('editing', { esc: 'Esc' })}
          <button type="button" className="link" onClick={props.cancel}>
            {t('cancel')}
          </button>
        </p>
      }
      onSend={props.save}
      onCancel={props.cancel}
    />
  );
}
