/**
 * How to ask somebody on the session bus by starting a program. Which of them exists depends on the distribution, so
 * whoever has a question asks one after the other.
 */

/** A program and its arguments. */
export type Question = readonly [program: string, args: readonly string[]];

const BUS = 'org.freedesktop.DBus';

/** Whom on the bus, and which object of theirs. */
interface Place {
  readonly owner: string;
  readonly path: string;
}

/** The bus itself, which knows its names. */
export const THE_BUS: Place & { readonly face: string } = { owner: BUS, path: '/org/freedesktop/DBus', face: BUS };

export interface BusProgram {
  /** Calls a method with at most one argument, a text. */
  call(at: Place, face: string, method: string, text?: string): Question;
  /** Reads a property. */
  property(at: Place, face: string, name: string): Question;
}

const busctl: BusProgram = {
  call: ({ owner, path }, face, method, text) => [
    'busctl',
    ['--user', 'call', owner, path, face, method, ...(text === undefined ? [] : ['s', text])],
  ],
  property: ({ owner, path }, face, name) => ['busctl', ['--user', 'get-property', owner, path, face, name]],
};

const gdbusCall = ({ owner, path }: Place, method: string, ...texts: readonly string[]): Question => [
  'gdbus',
  ['call', '--session', '--dest', owner, '--object-path', path, '--method', method, ...texts],
];
const gdbus: BusProgram = {
  call: (at, face, method, text) => gdbusCall(at, `${face}.${method}`, ...(text === undefined ? [] : [text])),
  property: (at, face, name) => gdbusCall(at, `${BUS}.Properties.Get`, face, name),
};

const dbusSendCall = ({ owner, path }: Place, method: string, ...texts: readonly string[]): Question => [
  'dbus-send',
  ['--session', '--print-reply', `--dest=${owner}`, path, method, ...texts.map((text) => `string:${text}`)],
];
const dbusSend: BusProgram = {
  call: (at, face, method, text) => dbusSendCall(at, `${face}.${method}`, ...(text === undefined ? [] : [text])),
  property: (at, face, name) => dbusSendCall(at, `${BUS}.Properties.Get`, face, name),
};

export const BUS_PROGRAMS: readonly BusProgram[] = [busctl, gdbus, dbusSend];
