/**
 * A double of speech-dispatcher: takes what a screen reader wants to be spoken, as text, by its protocol (SSIP) on its
 * usual socket. It makes no sound.
 */
import { mkdir } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

export class SpeechDouble {
  /** What was spoken, oldest first. */
  readonly spoken: string[] = [];

  private constructor(private readonly server: Server) {}

  /** @param env of the session: says where its sockets are */
  static async start(env: NodeJS.ProcessEnv): Promise<SpeechDouble> {
    const path = join(env['XDG_RUNTIME_DIR'] ?? '', 'speech-dispatcher', 'speechd.sock');
    await mkdir(dirname(path), { recursive: true });
    const server = createServer();
    const double = new SpeechDouble(server);
    server.on('connection', (socket) => double.serve(socket));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return double;
  }

  stop(): void {
    this.server.close();
  }

  private serve(socket: Socket): void {
    let text: string[] | null = null;
    const say = (...lines: readonly string[]): void => void socket.write(lines.map((line) => `${line}\r\n`).join(''));
    socket.on('error', () => socket.destroy());
    createInterface(socket).on('line', (line) => {
      if (text !== null) {
        if (line !== '.') {
          text.push(line.replace(/^\.\./, '.'));
          return;
        }
        this.spoken.push(plain(text.join(' ')));
        text = null;
        say('225-1', '225 OK MESSAGE QUEUED');
        return;
      }
      const [command = '', ...words] = line.trim().split(/\s+/);
      const what = `${command} ${words[0] ?? ''}`.toUpperCase();
      if (command.toUpperCase() === 'SPEAK') {
        text = [];
        say('230 OK RECEIVING DATA');
      } else if (/^(CHAR|KEY) /.test(what)) {
        this.spoken.push(words.join(' '));
        say('225-1', '225 OK MESSAGE QUEUED');
      } else if (what === 'HISTORY GET') say('245-1', '245 OK CLIENT ID SENT');
      else if (what === 'LIST OUTPUT_MODULES') say('250-double', '250 OK MODULE LIST SENT');
      else if (what === 'LIST SYNTHESIS_VOICES') say('249-double\ten\tnone', '249 OK VOICE LIST SENT');
      else if (what.startsWith('GET ')) say('251-0', '251 OK GET RETURNED');
      else if (what.startsWith('QUIT')) socket.end('231 HAPPY HACKING\r\n');
      else say('200 OK');
    });
  }
}

/** Without SSML's marks. */
const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();
