/** A proxy that asks for a password: the popup asks the person. */
import * as v from 'valibot';
import { proxyCredentialsSchema } from '../../session/proxy-credentials.js';
import { invoke, object } from './channels.js';
import { nothing } from './parts.js';

const popup = ['popup'] as const;

const questionSchema = v.object({
  /** Host and port. */
  proxy: v.string(),
  /** `basic`: the password goes to the proxy as it is. */
  scheme: v.string(),
  step: v.picklist(['asking', 'checking', 'declined']),
  /** Why what was given last did not do. */
  problem: v.nullable(v.picklist(['wrong', 'broken'])),
  user: v.string(),
});
export type ProxyQuestionView = v.InferOutput<typeof questionSchema>;

export const proxyChannels = {
  /** Null while no proxy asks. */
  'proxy:question': object(popup, nothing, v.object({ question: v.nullable(questionSchema) })),
  /** What the person typed. What comes of it is the question. */
  'proxy:answer': invoke(popup, proxyCredentialsSchema, nothing),
  'proxy:notNow': invoke(popup, nothing, nothing),
  /** They want to be asked after all. */
  'proxy:askAgain': invoke(popup, nothing, nothing),
} as const;
