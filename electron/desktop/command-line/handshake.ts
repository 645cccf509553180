/**
 * The exchange between the command line and the running app, one JSON line at a time, independent of any socket:
 *
 *     client  {"v":1,"nonce","pieces":true}
 *     server  {"nonce","proof"}                proves that it can read the secret
 *     client  {"body","proof"}                 proves the same. The body is the command
 *     server  {"body","proof","piece":true}    any number of these. Print the body at once
 *     server  {"body","proof"}                 the body is the reply
 *
 * A proof is an HMAC over the role, both nonces and the body. Nobody without the secret can pose as either end, replay
 * an exchange or change a word of it, even from in between (by taking a pipe's name on Windows).
 *
 * A client that does not ask for pieces (an older version's) gets none.
 *
 * Each side is a generator that yields the lines to send and is given the lines that arrive.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { commandSchema, pieceSchema, replySchema, type Command, type Piece, type Reply } from './command.js';

/** The other end could not prove itself or broke the protocol. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
}

const VERSION = 1;
const nonceSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const proofSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const helloSchema = v.object({ v: v.literal(VERSION), nonce: nonceSchema, pieces: v.optional(v.boolean(), false) });
const challengeSchema = v.object({ nonce: nonceSchema, proof: proofSchema });
const sealedSchema = v.object({ body: v.string(), proof: proofSchema, piece: v.optional(v.boolean(), false) });

type Role = 'server' | 'request' | 'piece' | 'reply';

const newNonce = (): string => randomBytes(16).toString('hex');
const line = (message: object): string => `${JSON.stringify(message)}\n`;

function read<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (!parsed.success) throw new HandshakeError('the other end does not keep to the protocol');
  return parsed.output;
}

/** Makes and checks the proofs of one exchange. */
function seals(secret: Buffer, clientNonce: string, serverNonce: string) {
  const prove = (role: Role, body: string): Buffer =>
    createHmac('sha256', secret).update(`${role}\n${clientNonce}\n${serverNonce}\n${body}`).digest();
  return {
    seal: (role: Role, body: string): string => prove(role, body).toString('hex'),
    check: (role: Role, body: string, proof: string): void => {
      if (!timingSafeEqual(prove(role, body), Buffer.from(proof, 'hex'))) {
        throw new HandshakeError('the other end cannot prove that it belongs to this user');
      }
    },
  };
}

/** The client side. `''` means that there is nothing to send. @throws {HandshakeError} */
export function* clientTalk(
  secret: Buffer,
  command: Command,
  onPiece: (piece: Piece) => void,
): Generator<string, Reply, string> {
  const nonce = newNonce();
  const challenge = read(challengeSchema, yield line({ v: VERSION, nonce, pieces: true }));
  const { seal, check } = seals(secret, nonce, challenge.nonce);
  check('server', '', challenge.proof);
  const body = JSON.stringify(command);
  let answer = read(sealedSchema, yield line({ body, proof: seal('request', body) }));
  while (answer.piece) {
    check('piece', answer.body, answer.proof);
    onPiece(read(pieceSchema, answer.body));
    answer = read(sealedSchema, yield '');
  }
  check('reply', answer.body, answer.proof);
  return read(replySchema, answer.body);
}

/** What the server learned. */
export interface Request {
  /** Null: it is from this user, but another version of the app sent it. */
  readonly command: Command | null;
  /** The line with something to print at once. `''`: the client wants none. */
  piece(piece: Piece): string;
  /** The line with the reply. */
  answer(reply: Reply): string;
}

/** The server side. It first yields `''`, because the client speaks first. */
export function* serverTalk(secret: Buffer): Generator<string, Request, string> {
  const hello = read(helloSchema, yield '');
  const nonce = newNonce();
  const { seal, check } = seals(secret, hello.nonce, nonce);
  const sealed = read(sealedSchema, yield line({ nonce, proof: seal('server', '') }));
  check('request', sealed.body, sealed.proof);
  const command = v.safeParse(v.pipe(v.string(), v.parseJson(), commandSchema), sealed.body);
  return {
    command: command.success ? command.output : null,
    piece: (piece) => {
      const body = JSON.stringify(piece);
      return hello.pieces ? line({ body, proof: seal('piece', body), piece: true }) : '';
    },
    answer: (reply) => {
      const body = JSON.stringify(reply);
      return line({ body, proof: seal('reply', body) });
    },
  };
}
