/** What a proxy is told of who asks. */
import * as v from 'valibot';

export const proxyCredentialsSchema = v.object({
  user: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
});
export type ProxyCredentials = v.InferOutput<typeof proxyCredentialsSchema>;
