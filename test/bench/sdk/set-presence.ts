/**
 * The other way to set a presence: a script with the vendor's library, following its examples. `node set-presence.cjs
 * API_URL TOKEN USER_ID DEFINITION_ID [stay]`. The benchmark compiles it to CommonJS when it starts.
 */
import { ApiClient, PresenceApi } from 'purecloud-platform-client-v2';

const [, , url = '', token = '', userId = '', definitionId = '', stay] = process.argv;
const { hostname, port } = new URL(url);
const client = ApiClient.instance;
client.config.live_reload_config = false;
client.setGateway({ host: hostname, protocol: 'http', port: Number(port) });
client.setAccessToken(token);
void new PresenceApi().patchUserPresencesPurecloud(userId, { presenceDefinition: { id: definitionId } }).then(() => {
  if (stay === 'stay') setInterval(() => undefined, 60_000);
  else process.exit(0);
});
