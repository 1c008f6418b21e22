import { t } from '../words';
import { Dialog } from './Dialog';
import { keepFocus } from './focus';
import { answered, useUi } from './ui';

export function Question() {
  const question = useUi((ui) => ui.question);
  if (!question) return null;
  return (
    <Dialog title={question.title} onClose={answered}>
      {question.hint && <p className="quiet">{question.hint}</p>}
      <div className="actions">
        <button type="button" onClick={answered}>
          {t('cancel')}
        </button>
        <button
          type="button"
          className="danger"
          onClick={() => {
            answered();
            void question.then().then(keepFocus);
          }}
        >
          {question.yes}
        </button>
      </div>
    </Dialog>
  );
}
