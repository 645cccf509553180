/**
 * D-Bus' wire format (D-Bus specification, "Message Protocol"): writes the few kinds of messages that the tests send.
 * dbus-read.ts reads.
 */

/** One argument of a message, by its type. */
export type Argument =
  | { readonly s: string }
  | { readonly b: boolean }
  | { readonly u: number }
  | { readonly i: number }
  /** `a{sv}` of booleans. */
  | { readonly properties: Readonly<Record<string, boolean>> }
  /** `as`, only the empty one. */
  | { readonly names: readonly never[] };

export const TYPE = { call: 1, reply: 2, error: 3, signal: 4 } as const;
export const NO_REPLY_EXPECTED = 1;
export const BUS = 'org.freedesktop.DBus';
export const FIELD = {
  path: 1,
  interface: 2,
  member: 3,
  errorName: 4,
  replySerial: 5,
  destination: 6,
  sender: 7,
  signature: 8,
} as const;

class Writer {
  private bytes: number[] = [];

  get length(): number {
    return this.bytes.length;
  }

  buffer(): Buffer {
    return Buffer.from(this.bytes);
  }

  align(to: number): void {
    while (this.bytes.length % to !== 0) this.bytes.push(0);
  }

  byte(value: number): void {
    this.bytes.push(value & 0xff);
  }

  uint32(value: number): void {
    this.align(4);
    for (const shift of [0, 8, 16, 24]) this.byte(value >>> shift);
  }

  string(value: string): void {
    const text = Buffer.from(value);
    this.uint32(text.length);
    this.bytes.push(...text, 0);
  }

  signature(value: string): void {
    this.byte(value.length);
    this.bytes.push(...Buffer.from(value), 0);
  }

  /** An array's length counts from its first element, after the padding. */
  array(alignment: number, fill: () => void): void {
    this.uint32(0);
    const at = this.bytes.length - 4;
    this.align(alignment);
    const start = this.bytes.length;
    fill();
    const length = Buffer.alloc(4);
    length.writeUInt32LE(this.bytes.length - start);
    this.bytes.splice(at, 4, ...length);
  }
}

type Fields = Partial<Readonly<Record<keyof typeof FIELD, string | number>>>;

function message(type: keyof typeof TYPE, serial: number, fields: Fields, args: readonly Argument[]): Buffer {
  const body = new Writer();
  const signature = args.map((arg) => write(body, arg)).join('');
  const header = new Writer();
  const flags = type === 'call' ? 0 : NO_REPLY_EXPECTED;
  for (const byte of ['l'.charCodeAt(0), TYPE[type], flags, 1]) header.byte(byte);
  header.uint32(body.length);
  header.uint32(serial);
  header.array(8, () => {
    const all: Readonly<Record<string, string | number | undefined>> = { ...fields, signature };
    for (const [name, code] of Object.entries(FIELD)) {
      const value = all[name];
      if (value === undefined || value === '') continue;
      header.align(8);
      header.byte(code);
      if (typeof value === 'number') {
        header.signature('u');
        header.uint32(value);
      } else if (name === 'signature') {
        header.signature('g');
        header.signature(value);
      } else {
        header.signature(name === 'path' ? 'o' : 's');
        header.string(value);
      }
    }
  });
  header.align(8);
  return Buffer.concat([header.buffer(), body.buffer()]);
}

/** Returns the argument's signature. */
function write(body: Writer, arg: Argument): string {
  if ('s' in arg) {
    body.string(arg.s);
    return 's';
  }
  if ('b' in arg) {
    body.uint32(arg.b ? 1 : 0);
    return 'b';
  }
  if ('u' in arg) {
    body.uint32(arg.u);
    return 'u';
  }
  if ('i' in arg) {
    body.uint32(arg.i);
    return 'i';
  }
  if ('names' in arg) {
    body.array(4, () => undefined);
    return 'as';
  }
  body.array(8, () => {
    for (const [name, value] of Object.entries(arg.properties)) {
      body.align(8);
      body.string(name);
      body.signature('b');
      body.uint32(value ? 1 : 0);
    }
  });
  return 'a{sv}';
}

/** What is called, at whom. */
export interface Target {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
}

export const callMessage = (serial: number, target: Target, args: readonly Argument[]): Buffer =>
  message('call', serial, { ...target }, args);

export const signalMessage = (
  serial: number,
  path: string,
  iface: string,
  member: string,
  args: readonly Argument[],
): Buffer => message('signal', serial, { path, interface: iface, member }, args);

export const errorReply = (serial: number, replySerial: number, destination: string, errorName: string): Buffer =>
  message('error', serial, { errorName, replySerial, destination }, []);
