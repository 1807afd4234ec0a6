/**
 * Turns a key press into the name of a key as actions declare it. A letter has the name that is
 * typed, or, on a layout without Latin letters (Cyrillic, Greek, Hebrew, Korean, …), the name of
 * its place on the US keyboard.
 */
export interface Pressed {
  /** As `KeyboardEvent.key`: what the layout makes of the press. */
  readonly key: string;
  /** As `KeyboardEvent.code`: the place on the keyboard, named for the US layout. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** Whether AltGr is down, which some layouts need for "[" and "]". */
  readonly altGraph: boolean;
}

/** Signs of the US layout at places where other scripts have letters. */
const PLACES: Readonly<Record<string, string>> = {
  Comma: ",",
  Period: ".",
  Slash: "/",
  BracketLeft: "[",
  BracketRight: "]",
  Minus: "-",
  Equal: "=",
};

/**
 * The name of the pressed key as in `Action.keys`, or null when the press belongs to the browser
 * or the system: with Alt, with Shift beside a letter or a named key, with Control or Command
 * beside anything but Enter.
 */
export function keyOf({ key, code, ...held }: Pressed): string | null {
  const { ctrlKey, metaKey, altKey, shiftKey, altGraph } = held;
  // Windows reports AltGr as Control and Alt together.
  if (!altGraph && altKey) return null;
  if (!altGraph && (ctrlKey || metaKey)) return shiftKey ? null : `Ctrl+${key}`;
  if ([...key].length !== 1 || key === " ") return shiftKey ? null : key;
  if (!/\p{L}/u.test(key)) return key;
  if (shiftKey) return null;
  // Caps Lock makes capitals of letters.
  if (/\p{Script=Latin}/u.test(key)) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : (PLACES[code] ?? key);
}

/** A key as the list of keys and the tooltips write it; letters are written as they are typed. */
export function keyName(key: string): string {
  if (key.startsWith("Ctrl+")) return `Ctrl ${keyName(key.slice(5))}`;
  return NAMES[key] ?? key;
}

const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  Escape: "Esc",
  "-": "−",
  ArrowLeft: "←",
  ArrowRight: "→",
};
