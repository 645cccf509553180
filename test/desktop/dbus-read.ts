/** Reads D-Bus' wire format (D-Bus specification, "Message Protocol"): messages, and values by their signature. */
import { FIELD, NO_REPLY_EXPECTED, TYPE } from './dbus-wire.js';

export interface Message {
  readonly type: keyof typeof TYPE;
  readonly wantsReply: boolean;
  readonly serial: number;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly errorName: string;
  readonly replySerial: number;
  readonly sender: string;
  /** One value for each argument. A struct is an array, a dictionary a Map, a variant its content. */
  readonly body: readonly unknown[];
}

/** Returns the messages in the bytes that arrive, piece by piece. */
export function messageReader(): (bytes: Buffer) => Message[] {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const messages: Message[] = [];
    while (rest.length >= 16) {
      const body = padded(16 + rest.readUInt32LE(12), 8);
      const whole = body + rest.readUInt32LE(4);
      if (rest.length < whole) break;
      messages.push(read(rest.subarray(0, whole), body));
      rest = rest.subarray(whole);
    }
    return messages;
  };
}

function read(bytes: Buffer, bodyAt: number): Message {
  const type = TYPES.find((name) => TYPE[name] === bytes[1]);
  if (bytes[0] !== LITTLE_ENDIAN || type === undefined) throw new Error('This is no D-Bus message that can be read.');
  const fields = new Map<unknown, unknown>();
  for (const field of elements(new Reader(bytes.subarray(0, bodyAt), 12).value('a(yv)'))) {
    const [code, value] = elements(field);
    fields.set(code, value);
  }
  const text = (name: keyof typeof FIELD): string => {
    const value = fields.get(FIELD[name]);
    return typeof value === 'string' ? value : '';
  };
  const replySerial = fields.get(FIELD.replySerial);
  return {
    type,
    wantsReply: type === 'call' && ((bytes[2] ?? 0) & NO_REPLY_EXPECTED) === 0,
    serial: bytes.readUInt32LE(8),
    path: text('path'),
    interface: text('interface'),
    member: text('member'),
    errorName: text('errorName'),
    replySerial: typeof replySerial === 'number' ? replySerial : 0,
    sender: text('sender'),
    body: new Reader(bytes.subarray(bodyAt), 0).all(text('signature')),
  };
}

const TYPES = ['call', 'reply', 'error', 'signal'] as const;
const LITTLE_ENDIAN = 'l'.charCodeAt(0);

const padded = (length: number, to: number): number => Math.ceil(length / to) * to;

const elements = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Alignment counts from the start of the message or of its body, which is itself aligned. */
class Reader {
  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {}

  all(signature: string): unknown[] {
    return completeTypes(signature).map((type) => this.value(type));
  }

  value(type: string): unknown {
    switch (type.charAt(0)) {
      case 'y':
        return this.bytes.readUInt8(this.take(1));
      case 'b':
        return this.bytes.readUInt32LE(this.take(4)) === 1;
      case 'n':
        return this.bytes.readInt16LE(this.take(2));
      case 'q':
        return this.bytes.readUInt16LE(this.take(2));
      case 'i':
        return this.bytes.readInt32LE(this.take(4));
      case 'u':
      case 'h':
        return this.bytes.readUInt32LE(this.take(4));
      case 'x':
        return this.bytes.readBigInt64LE(this.take(8));
      case 't':
        return this.bytes.readBigUInt64LE(this.take(8));
      case 'd':
        return this.bytes.readDoubleLE(this.take(8));
      case 's':
      case 'o':
        return this.text(this.bytes.readUInt32LE(this.take(4)));
      case 'g':
        return this.text(this.bytes.readUInt8(this.take(1)));
      case 'v':
        return this.value(this.text(this.bytes.readUInt8(this.take(1))));
      case '(':
        this.align(8);
        return this.all(type.slice(1, -1));
      case 'a':
        return this.array(type.slice(1));
      default:
        throw new Error(`D-Bus has no type ${type}`);
    }
  }

  private array(of: string): unknown[] | Map<unknown, unknown> {
    const length = this.bytes.readUInt32LE(this.take(4));
    this.align(/^[({xtd]/.test(of) ? 8 : /^[nq]/.test(of) ? 2 : /^[ygv]/.test(of) ? 1 : 4);
    const end = this.at + length;
    if (!of.startsWith('{')) {
      const values: unknown[] = [];
      while (this.at < end) values.push(this.value(of));
      return values;
    }
    const entries = new Map<unknown, unknown>();
    while (this.at < end) {
      this.align(8);
      const [key, value] = this.all(of.slice(1, -1));
      entries.set(key, value);
    }
    return entries;
  }

  /** The place of the next number of this size, which is its alignment too. */
  private take(size: number): number {
    this.align(size);
    this.at += size;
    return this.at - size;
  }

  /** It ends with a zero byte. */
  private text(length: number): string {
    this.at += length + 1;
    return this.bytes.toString('utf8', this.at - length - 1, this.at - 1);
  }

  private align(to: number): void {
    this.at = padded(this.at, to);
  }
}

/** `a{sv}(so)i` has three. */
function completeTypes(signature: string): string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length;) {
    let end = at;
    while (signature.charAt(end) === 'a') end += 1;
    let depth = 0;
    do {
      if (/[({]/.test(signature.charAt(end))) depth += 1;
      if (/[)}]/.test(signature.charAt(end))) depth -= 1;
      end += 1;
    } while (depth > 0 && end < signature.length);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}
