/** The texts of a window, in the app's language. Main has read them already, so no window has a copy of its own. */
import { isMessages, makeTexts, type Texts } from '../../assets/locales/catalogue.js';
import type { WindowApi } from './api.js';

export async function loadTexts(api: WindowApi): Promise<Texts> {
  const answer = await api.invoke('app:texts', undefined);
  const messages: unknown = JSON.parse(answer.messages);
  return makeTexts(answer.language, isMessages(messages) ? messages : {}, answer.formats);
}
