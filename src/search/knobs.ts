/**
 * Knobs as data: a strategy declares them once, and the controls, the address and the flags of the
 * command line are made from the declaration.
 */
export type Knob = {
  /** The setting of another knob under which this one has an effect; it always has one when left out. */
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

/** A condition on another knob of the strategy: its choice is one of these, or its number is above this. */
export type When = { knob: string } & ({ is: readonly string[] } | { above: number });

export type KnobValues = Readonly<Record<string, number | string>>;

/** Whether a knob has an effect with these values. A condition on a knob without a value holds. */
export function acts({ when }: Knob, values: KnobValues): boolean {
  const value = when && values[when.knob];
  if (when === undefined || value === undefined) return true;
  return "is" in when ? when.is.includes(String(value)) : Number(value) > when.above;
}

/** The knobs that have an effect with these values; forms and captions show only these. */
export const actingKnobs = (knobs: readonly Knob[], values: KnobValues): Knob[] =>
  knobs.filter((knob) => acts(knob, values));

/** The kebab case of a name: "maxStepTokens" becomes "max-step-tokens". */
export const kebab = (id: string): string =>
  id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
