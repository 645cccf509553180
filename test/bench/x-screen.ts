/** Keys, clicks and pixels at the X server, each with the time when it was sent or seen. */
import type { Area, Point } from '../desktop/screen.js';
import { XConnection } from './x-connection.js';

const FAKE = { keyPress: 2, keyRelease: 3, buttonPress: 4, buttonRelease: 5, motion: 6 } as const;
const LEFT_BUTTON = 1;
const Z_PIXMAP = 2;
/** Reports every drawing, even if earlier ones were not acknowledged. */
const RAW_RECTANGLES = 0;

/** Something was drawn on the screen. */
export interface Damage {
  readonly area: Area;
  /** On the monotonic clock, in milliseconds. */
  readonly at: number;
}

/** Keys by this project's names for hotkeys. */
export const KEYSYMS = { Control: 0xffe3, Shift: 0xffe1, Escape: 0xff1b, Backspace: 0xff08 } as const;

export class XScreen {
  private constructor(
    private readonly x: XConnection,
    private readonly test: number,
    private readonly damageEvent: number,
    private readonly keycodes: ReadonlyMap<number, number>,
  ) {}

  static async open(display: string): Promise<XScreen> {
    const x = await XConnection.open(display);
    const { opcode: test } = await x.extension('XTEST');
    const damage = await x.extension('DAMAGE');
    await x.ask(damage.opcode, 0, words(1, 1));
    x.send(damage.opcode, 1, words(x.newId(), x.root, RAW_RECTANGLES));
    return new XScreen(x, test, damage.firstEvent, await readKeycodes(x));
  }

  move(to: Point): void {
    this.fake(FAKE.motion, 0, to);
  }

  /** Presses and releases the left button. Returns the time of the press. */
  click(): number {
    const at = performance.now();
    this.fake(FAKE.buttonPress, LEFT_BUTTON);
    this.fake(FAKE.buttonRelease, LEFT_BUTTON);
    return at;
  }

  /** Presses and releases a key while others are held. Returns the time when the last of them goes down. */
  press(keysym: number, held: readonly number[] = []): number {
    for (const modifier of held) this.fake(FAKE.keyPress, this.keycode(modifier));
    const at = performance.now();
    this.fake(FAKE.keyPress, this.keycode(keysym));
    this.fake(FAKE.keyRelease, this.keycode(keysym));
    for (const modifier of [...held].reverse()) this.fake(FAKE.keyRelease, this.keycode(modifier));
    return at;
  }

  /** Reports everything drawn, by any program. */
  onDamage(listener: (damage: Damage) => void): () => void {
    return this.x.onEvent(({ code, bytes, at }) => {
      if (code !== this.damageEvent) return;
      listener({ area: readArea(bytes, 16), at });
    });
  }

  /** The pixels of an area, four bytes each. */
  async pixels({ x, y, width, height }: Area): Promise<Buffer> {
    const body = Buffer.alloc(16);
    body.writeUInt32LE(this.x.root, 0);
    body.writeInt16LE(x, 4);
    body.writeInt16LE(y, 6);
    body.writeUInt16LE(width, 8);
    body.writeUInt16LE(height, 10);
    body.writeUInt32LE(0xffffffff, 12);
    return (await this.x.ask(73, Z_PIXMAP, body)).subarray(32);
  }

  close(): void {
    this.x.close();
  }

  private keycode(keysym: number): number {
    const code = this.keycodes.get(keysym);
    if (code === undefined) throw new Error(`The keyboard has no key for ${keysym.toString(16)}.`);
    return code;
  }

  private fake(type: number, detail: number, to: Point = { x: 0, y: 0 }): void {
    const body = Buffer.alloc(32);
    body.writeUInt8(type, 0);
    body.writeUInt8(detail, 1);
    body.writeUInt32LE(this.x.root, 8);
    body.writeInt16LE(to.x, 20);
    body.writeInt16LE(to.y, 22);
    this.x.send(this.test, 2, body);
  }
}

const words = (...values: readonly number[]): Buffer => {
  const body = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) body.writeUInt32LE(value, at * 4);
  return body;
};

const readArea = (bytes: Buffer, at: number): Area => ({
  x: bytes.readInt16LE(at),
  y: bytes.readInt16LE(at + 2),
  width: bytes.readUInt16LE(at + 4),
  height: bytes.readUInt16LE(at + 6),
});

async function readKeycodes(x: XConnection): Promise<Map<number, number>> {
  const { first, last } = x.keycodes;
  const count = last - first + 1;
  const reply = await x.ask(101, 0, Buffer.from([first, count, 0, 0]));
  const each = reply.readUInt8(1);
  const codes = new Map<number, number>();
  for (let at = count * each - 1; at >= 0; at--) {
    // Only without Shift: the first symbol of each key.
    if (at % each === 0) codes.set(reply.readUInt32LE(32 + at * 4), first + at / each);
  }
  return codes;
}
