/** Who is signed in, as the rest of the app sees it. session-machine.ts makes one. */
import type { TextKey, Texts } from '../../assets/locales/catalogue.js';
import type { GenesysClient, TokenSource } from '../genesys/client.js';
import type { Cancel } from '../ports.js';
import type { Me } from './me.js';
import type { KeepSession } from './session-keeping.js';
import type { SessionState } from './session-state.js';
import type { AttemptPorts } from './sign-in-attempt.js';
import type { SignInTarget } from './sign-in-target.js';
import type { Vault } from './vault.js';

export type { Me } from './me.js';

export interface SessionDeps extends AttemptPorts {
  readonly vault: Vault;
  /** Asked once, off the start path. */
  readonly machineId: () => Promise<string>;
  /** Where the settings say to sign in; null while they do not say enough. */
  target(): SignInTarget | null;
  keepSession(): KeepSession;
  /** The words of the page in the browser. */
  texts(): Texts;
}

export interface Session {
  readonly state: SessionState;
  onChange(run: () => void): Cancel;
  /** Takes up the session that the keychain has. Resolves when that is decided, which may be after minutes: nothing should wait for it. */
  restore(): Promise<void>;
  /**
   * Opens the browser; one that waits already is begun anew. Resolves when it is decided, never rejects: what came of it is the state. A
   * running session goes on until the new one is there, and stays where that comes to nothing.
   */
  signIn(options: { asSomeoneElse: boolean }): Promise<void>;
  /** The same with another target than the settings': the demo org. */
  signInTo(target: SignInTarget): Promise<void>;
  /** What the browser was opened with, while it is waited for: for *Copy link*. */
  signInUrl(): string | null;
  openAgain(): Promise<void>;
  /**
   * Takes the browser's answer from an address that a person copied there, where the browser cannot reach this computer. Null where the sign-in goes on
   * with it, else why it could not be taken; then the sign-in waits on.
   */
  pasteAnswer(text: string): TextKey | null;
  /** Back to where the sign-in began. */
  cancelSignIn(): void;
  /** Forgets the session at once; resolves when the service and the keychain have been told, or could not be. */
  signOut(options: { alsoInBrowser: boolean }): Promise<void>;
  readonly tokens: TokenSource;
  /**
   * Which environment and client the session belongs to, also once it has expired. While there is none: where the sign-in or the restoration under way
   * leads, or the last one led that came to nothing. Null: nowhere. The settings say only where the next sign-in leads.
   */
  readonly target: SignInTarget | null;
  /** Who is, or while expired who was, signed in. */
  readonly me: Me | null;
  /**
   * Null unless signed in. A new object after every sign-in; one that was replaced by another person's sends nothing any more, one of the same
   * person's goes on with the new tokens.
   */
  client(): GenesysClient | null;
  /** How the last sign-in relates to the one before it in this run: a pick that waited goes out only for the `same` person (docs/design.md §3.5). */
  readonly personChange: 'first' | 'same' | 'other' | null;
  /** The computer woke up, or the network came back. */
  resumed(): void;
  /** The screen was locked: ends the session where `keepSession` is `untilLock`. */
  screenLocked(): void;
  /** `keepSession` has another value now. */
  keepSessionChanged(): void;
  /**
   * Of all keys in the keychain those of sessions of this app on this computer, whatever region and client they are
   * for.
   */
  keptKeys(all: readonly string[]): Promise<string[]>;
  /** A call to the keychain has not come back yet: perhaps its prompt waits for the person. */
  keychainBusy(): boolean;
}
