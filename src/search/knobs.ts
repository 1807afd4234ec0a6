/**
 * Knobs as data: a strategy declares them once, and the controls, the URL and
 * the command line's flags are all made from the declaration.
 */
export type Knob = {
  /** Under which setting of another knob this one does anything; always where left out. */
  when?: When;
} & (
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
    }
);

/** A condition on another knob of the same strategy: a choice is one of these, or a number is above this. */
export type When = { knob: string } & ({ is: readonly string[] } | { above: number });

export type KnobValues = Readonly<Record<string, number | string>>;

/** Whether a knob does anything with these values; a condition on a knob that has no value holds. */
export function acts({ when }: Knob, values: KnobValues): boolean {
  const value = when && values[when.knob];
  if (when === undefined || value === undefined) return true;
  return "is" in when ? when.is.includes(String(value)) : Number(value) > when.above;
}

/** The knobs that do something with these values: what a form offers and a caption names. */
export const actingKnobs = (knobs: readonly Knob[], values: KnobValues): Knob[] =>
  knobs.filter((knob) => acts(knob, values));

/** "maxStepTokens" → "max-step-tokens". */
export const kebab = (id: string): string =>
  id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
