/** Who is signed in, as the rest of the app sees it. session-machine.ts implements it. */
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
  /** Asked once, without delaying the start. */
  readonly machineId: () => Promise<string>;
  /** Where the settings say to sign in. Null: they do not say enough. */
  target(): SignInTarget | null;
  keepSession(): KeepSession;
  /** For the page in the browser. */
  texts(): Texts;
}

export interface Session {
  readonly state: SessionState;
  onChange(run: () => void): Cancel;
  /**
   * Resumes the session in the keychain. Resolves when that is decided, which may take minutes, so nothing should wait
   * for it.
   */
  restore(): Promise<void>;
  /**
   * Opens the browser. A waiting sign-in is restarted. Resolves when it is decided, and never rejects: the state has
   * the outcome. A running session continues until the new one is there, and stays if that fails.
   */
  signIn(options: { asSomeoneElse: boolean }): Promise<void>;
  /** Likewise to another target than the settings': the demo org. */
  signInTo(target: SignInTarget): Promise<void>;
  /** The address the browser was opened with, while waiting for it. For _Copy link_. */
  signInUrl(): string | null;
  openAgain(): Promise<void>;
  /**
   * Takes the browser's answer from an address that a person pasted, if the browser cannot reach this computer. Null:
   * the sign-in goes on with it. Otherwise why not, and the sign-in keeps waiting.
   */
  pasteAnswer(text: string): TextKey | null;
  /** Returns to where the sign-in began. */
  cancelSignIn(): void;
  /** Forgets the session at once. Resolves when the service and the keychain have been told, or could not be. */
  signOut(options: { alsoInBrowser: boolean }): Promise<void>;
  readonly tokens: TokenSource;
  /**
   * The environment and client of the session, even after it expired. Without a session: where the current or the last
   * failed sign-in or restoration leads. Null: nowhere. The settings only say where the next sign-in leads.
   */
  readonly target: SignInTarget | null;
  /** Who is signed in, or was before it expired. */
  readonly me: Me | null;
  /**
   * Null unless signed in. A new object after every sign-in. One that another person's sign-in replaced sends nothing
   * any more. After the same person's sign-in it continues with the new tokens.
   */
  client(): GenesysClient | null;
  /**
   * Compares the last sign-in of this run with the one before. A waiting pick is sent only for the `same` person
   * (docs/design.md §3.5).
   */
  readonly personChange: 'first' | 'same' | 'other' | null;
  /** The computer woke up, or the network is back. */
  resumed(): void;
  /** The screen was locked. Ends the session if `keepSession` is `untilLock`. */
  screenLocked(): void;
  keepSessionChanged(): void;
  /**
   * Of all keys in the keychain those of sessions of this app on this computer, whatever region and client they are
   * for.
   */
  keptKeys(all: readonly string[]): Promise<string[]>;
  /** A call to the keychain has not come back yet: perhaps its prompt waits for the person. */
  keychainBusy(): boolean;
}
