import { Combobox, useComboboxStore } from '@ariakit/react/combobox';
import {
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
  type Ref,
} from 'react';
import { Glyph } from '../ground/Glyph';
import { Menu } from '../ground/Menu';
import { client } from '../live';
import { emojiNames, knownEmojiNames } from '../reactions/emoji';
import { EmojiPicker } from '../reactions/ReactMenu';
import { t } from '../words';
import { asked, completed, namesEmoji, withEmoji, type Asked, type Offer } from './completion';
import { draftOf, keepDraft, onDraftElsewhere } from './drafts';
import { Offers } from './Offers';
import { useOffers } from './useOffers';

interface Props {
  channel: number;
  /** Where the draft is kept. */
  draftKey: string;
  /** What is in the box where there is no draft. */
  initial?: string;
  label: string;
  hint?: ReactNode;
  autoFocus: boolean;
  onSend: (text: string) => void;
  /** While a sent message is being changed. */
  onCancel?: () => void;
  /** Up in an empty box. */
  onEditLast?: () => void;
}

const longest = 4096;
/** As the server counts, which takes an emoji for one character. */
const lengthOf = (text: string) => (text.length > longest ? Array.from(text).length : text.length);

/** Without what is empty around it; blanks at its beginning may be the indentation of code. */
const cropped = (text: string) => text.trimEnd().replace(/^(?:[^\S\n]*\n)+/, '');

export function Composer(props: Props) {
  const { channel, draftKey, initial = '' } = props;
  const [text, setText] = useState(() => draftOf(draftKey) || initial);
  const [ask, setAsk] = useState<Asked | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const caretTo = useRef<number | null>(null);
  const offers = useOffers(ask, channel);
  const combobox = useComboboxStore({ resetValueOnHide: false });
  const offering = ask !== null && offers.length > 0;
  const isNew = props.onCancel === undefined;
  const over = lengthOf(text) - longest;
  const ready = text.trim() !== '' && over <= 0;

  useEffect(() => combobox.setOpen(offering), [combobox, offering]);

  useEffect(() => {
    const area = box.current;
    if (!props.autoFocus || !area) return;
    area.focus({ preventScroll: true });
    area.setSelectionRange(area.value.length, area.value.length);
  }, [props.autoFocus]);

  // Whoever writes here goes on doing so, but what was sent from another tab is not sent again from this one.
  useEffect(
    () =>
      onDraftElsewhere(draftKey, (now, before) => {
        const area = box.current;
        const writing = document.hasFocus() && document.activeElement === area;
        if (!writing || (now === '' && area?.value === before)) setText(now || initial);
      }),
    [draftKey, initial],
  );

  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    if (caretTo.current !== null) area.setSelectionRange(caretTo.current, caretTo.current);
    caretTo.current = null;
    if (CSS.supports('field-sizing', 'content')) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);

  const write = (now: string, caret: number | null = null) => {
    caretTo.current = caret;
    setText(now);
    keepDraft(draftKey, now);
  };

  const typed = (area: HTMLTextAreaElement) => {
    write(area.value);
    setAsk(asked(area.value, area.selectionStart));
    if (namesEmoji(area.value)) void emojiNames();
    if (isNew) client().typing(channel, area.value.trim() !== '');
  };

  const take = (offer: Offer) => {
    const caret = box.current?.selectionStart ?? text.length;
    if (!ask) return;
    const done = completed(text, caret, ask, offer);
    write(done.text, done.caret);
    setAsk(null);
    box.current?.focus();
  };

  const insert = (emoji: string) => {
    const area = box.current;
    const from = area?.selectionStart ?? text.length;
    const to = area?.selectionEnd ?? from;
    write(text.slice(0, from) + emoji + text.slice(to), from + emoji.length);
    area?.focus();
  };

  const send = () => {
    if (!ready) return;
    if (isNew) client().typing(channel, false);
    write('');
    props.onSend(withEmoji(cropped(text), knownEmojiNames()));
    setAsk(null);
    box.current?.focus();
  };

  const key = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends a composition belongs to the input method; Safari says so by 229 only.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    // The library has given it to the suggestion already.
    if (event.defaultPrevented) return;
    const { activeId } = combobox.getState();
    if (offering && (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey) {
      const offer = offers.find((one) => `offer-${one.insert}` === activeId) ?? offers[0];
      if (offer) {
        event.preventDefault();
        take(offer);
      }
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      if (!offering && !props.onCancel) return;
      event.stopPropagation();
      if (offering) setAsk(null);
      else props.onCancel?.();
    } else if (event.key === 'ArrowUp' && text === '' && props.onEditLast) {
      event.preventDefault();
      props.onEditLast();
    }
  };

  return (
    <div className="composer">
      {props.hint}
      <div className="box">
        <Combobox
          ref={box as unknown as Ref<HTMLInputElement>}
          store={combobox}
          autoSelect="always"
          value={text}
          showOnClick={false}
          showOnChange={false}
          showOnKeyPress={false}
          setValueOnChange={false}
          setValueOnClick={false}
          role="textbox"
          aria-multiline
          aria-label={props.label}
          placeholder={props.label}
          render={(given) => (
            // A text box has suggestions, but is not "expanded": only a combobox is, and that breaks no lines.
            <textarea
              {...(given as ComponentProps<'textarea'>)}
              aria-expanded={undefined}
              aria-haspopup={undefined}
              rows={1}
              dir="auto"
              enterKeyHint="send"
            />
          )}
          onChange={(event) => typed(event.currentTarget as unknown as HTMLTextAreaElement)}
          onSelect={(event) => {
            const area = event.currentTarget as unknown as HTMLTextAreaElement;
            if (ask) setAsk(asked(area.value, area.selectionStart));
          }}
          onKeyDown={(event) => key(event as unknown as React.KeyboardEvent<HTMLTextAreaElement>)}
          onBlur={() => setAsk(null)}
        />
        <Menu label={t('emoji')} face={<Glyph name="smile" />}>
          {(close) => (
            <Suspense fallback={<p className="quiet small">{t('loading')}</p>}>
              <EmojiPicker
                onPick={(emoji) => {
                  close();
                  insert(emoji);
                }}
              />
            </Suspense>
          )}
        </Menu>
        <button
          type="button"
          className={ready ? 'icon ready' : 'icon'}
          aria-label={t('send')}
          title={t('send')}
          disabled={!ready}
          onClick={send}
        >
          <Glyph name="send" />
        </button>
      </div>
      {offering && <Offers store={combobox} offers={offers} onTake={take} />}
      {over > 0 && (
        <p className="error small" role="alert">
          {t('tooLong', { count: over })}
        </p>
      )}
    </div>
  );
}
