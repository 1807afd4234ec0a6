/** A countdown problem as data. */
import type { Difficulty, Problem } from "../../family.ts";
import { countdownKey } from "../../keys.ts";

export interface Countdown extends Problem {
  readonly family: "countdown";
  readonly numbers: readonly number[];
  readonly target: number;
  /** Whether numbers may be left over, as in the British television round. */
  readonly leftovers: boolean;
}

export function countdown(
  numbers: readonly number[],
  target: number,
  { leftovers = false, difficulty }: { leftovers?: boolean; difficulty?: Difficulty } = {},
): Countdown {
  return {
    family: "countdown",
    text: `Make ${target} from ${leftovers ? "some of " : ""}${numbers.join(", ")}.`,
    key: countdownKey(numbers, target),
    numbers,
    target,
    leftovers,
    ...(difficulty && { difficulty }),
  };
}
