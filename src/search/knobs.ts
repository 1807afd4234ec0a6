/**
 * Knobs as data: a strategy declares them once, and the controls, the URL and
 * the command line's flags are all made from the declaration.
 */
export type Knob =
  | {
      id: string;
      kind: "integer";
      label: string;
      help: string;
      min: number;
      max: number;
      default: number;
    }
  | {
      id: string;
      kind: "number";
      label: string;
      help: string;
      min: number;
      max: number;
      step: number;
      default: number;
    }
  | {
      id: string;
      kind: "choice";
      label: string;
      help: string;
      options: readonly { value: string; label: string }[];
      default: string;
    };

export type KnobValues = Readonly<Record<string, number | string>>;

/** "maxStepTokens" → "max-step-tokens". */
export const kebab = (id: string): string =>
  id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
