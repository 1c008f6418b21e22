import { ComboboxItem, ComboboxList, type ComboboxStore } from '@ariakit/react/combobox';
import { Face } from '../people/Face';
import { t } from '../words';
import type { Offer } from './completion';

interface Props {
  store: ComboboxStore;
  offers: readonly Offer[];
  onTake: (offer: Offer) => void;
}

/** The suggestions over the box. The focus stays in the box; the library tells which one is active. */
export function Offers({ store, offers, onTake }: Props) {
  return (
    <ComboboxList
      store={store}
      className="offer"
      aria-label={t('suggestions')}
      alwaysVisible
      // The library says each key of the box once more to the active suggestion: the page heard it twice.
      onKeyDown={(event) => event.stopPropagation()}
    >
      {offers.map((offer) => (
        <ComboboxItem
          key={offer.label}
          id={`offer-${offer.insert}`}
          focusOnHover
          setValueOnClick={false}
          hideOnClick={false}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(offer)}
        >
          {offer.emoji && <span className="emoji">{offer.emoji}</span>}
          {offer.userId !== undefined && <Face id={offer.userId} name={offer.label} little />}
          <span className="clip">{offer.label}</span>
          {offer.hint && <span className="note clip">{offer.hint}</span>}
        </ComboboxItem>
      ))}
    </ComboboxList>
  );
}
