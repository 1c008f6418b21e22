import { ParlanceChat } from './element.ts';

if (!customElements.get('parlance-chat')) customElements.define('parlance-chat', ParlanceChat);

declare global {
  interface HTMLElementTagNameMap {
    'parlance-chat': ParlanceChat;
  }
}

export { ParlanceChat };
