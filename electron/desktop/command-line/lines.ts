/** Cuts a stream of bytes into lines. UTF-8 is decoded line by line, so no character is torn. */
export class LineReader {
  #pieces: Buffer[] = [];
  #length = 0;
  readonly #lines: string[] = [];
  readonly #longest: number;

  /** @param longest the bytes a line may have */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** @throws {RangeError} where a line is too long */
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

  /** The next whole line, without its end; undefined until there is one. */
  shift(): string | undefined {
    return this.#lines.shift();
  }

  #keep(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.#longest) throw new RangeError(`a line of more than ${this.#longest} bytes`);
    if (piece.length > 0) this.#pieces.push(Buffer.from(piece));
  }
}

/** A request holds a presence's name and a message. */
export const LONGEST_REQUEST = 64 * 1024;
/** A reply can hold all definitions of a large organisation. */
export const LONGEST_REPLY = 8 * 1024 * 1024;
