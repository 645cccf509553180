/** Splits a stream of bytes into lines. UTF-8 is decoded line by line, so no character is torn. */
export class LineReader {
  #pieces: Buffer[] = [];
  #length = 0;
  readonly #lines: string[] = [];
  readonly #longest: number;

  /** @param longest a line's limit in bytes */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** @throws {RangeError} if a line is too long */
  push(bytes: Buffer): void {
    let from = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
      this.#keep(bytes.subarray(from, end));
      this.#lines.push(Buffer.concat(this.#pieces).toString('utf8'));
      this.#pieces = [];
      this.#length = 0;
      from = end + 1;
    }
    this.#keep(bytes.subarray(from));
  }

  /** The next whole line, without its end. Undefined: none yet. */
  shift(): string | undefined {
    return this.#lines.shift();
  }

  #keep(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.#longest) throw new RangeError(`a line of more than ${this.#longest} bytes`);
    if (piece.length > 0) this.#pieces.push(Buffer.from(piece));
  }
}

/** In bytes. A request holds a presence's name and a message. */
export const LONGEST_REQUEST = 64 * 1024;
/** In bytes. A reply can hold all definitions of a large organisation. */
export const LONGEST_REPLY = 8 * 1024 * 1024;
