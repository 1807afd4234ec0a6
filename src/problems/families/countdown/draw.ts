/** Draws countdown problems, each with a derivation for the training of the policy. */
import type { Difficulty, Split } from "../../family.ts";
import { MAX_NUMBER } from "../../model-text.ts";
import type { Random } from "../../random.ts";
import { generateInSplit } from "../../split.ts";
import { OPERATORS, type Operator } from "./arithmetic.ts";
import { type Countdown, countdown } from "./countdown-type.ts";
import { compare, operateSmall, type SmallFraction, whole } from "./small-fraction.ts";
import { type Combination, derive } from "./solver.ts";
import { stepTexts } from "./step.ts";

/**
 * The shapes of problems:
 * - `classic`: small numbers, with whole numbers on the way;
 * - `fractions`: at least one fraction on the way;
 * - `game-of-24`: four numbers from 1 to 13 that make 24;
 * - `large`: numbers up to 100, as reasoning-gym draws them;
 * - `some-of`: the British round, where numbers may be left over.
 */
export const COUNTDOWN_SHAPES = ["classic", "fractions", "game-of-24", "large", "some-of"] as const;
export type CountdownShape = (typeof COUNTDOWN_SHAPES)[number];

interface Level {
  count: readonly [number, number];
  largest: number;
  target: readonly [number, number];
  /** The cap on intermediate results of the derivation. */
  cap: number;
  /** The shares of the shapes, in the order of the shapes. */
  shares: readonly number[];
}

const LEVELS: Record<Difficulty, Level> = {
  1: { count: [3, 3], largest: 10, target: [5, 40], cap: 100, shares: [1, 0, 0, 0, 0] },
  2: { count: [3, 4], largest: 10, target: [10, 50], cap: 100, shares: [0.8, 0.2, 0, 0, 0] },
  3: { count: [4, 4], largest: 13, target: [10, 100], cap: 200, shares: [0.5, 0.15, 0.35, 0, 0] },
  4: { count: [5, 5], largest: 25, target: [50, 300], cap: 500, shares: [0.7, 0, 0, 0.3, 0] },
  5: { count: [6, 6], largest: 50, target: [100, 999], cap: 999, shares: [0.4, 0, 0, 0.3, 0.3] },
};

/** The targets and the large numbers of the British round. */
const BRITISH = { target: [101, 999], large: [25, 50, 75, 100] } as const;
/** The targets of numbers up to 100. */
const LARGE = { largest: 100, target: [100, 999] } as const;

interface Made {
  problem: Countdown;
  steps: string[];
}

/** Combines two of the numbers at random; null when that fails. */
function combine(
  numbers: readonly SmallFraction[],
  { cap, fractions }: { cap: number; fractions: boolean },
  r: Random,
): Combination | null {
  const [i, j] = r.shuffle(numbers.map((_, index) => index)) as [number, number];
  const [one, other] = [numbers[i] as SmallFraction, numbers[j] as SmallFraction];
  let [a, b] = compare(one, other) < 0 ? [other, one] : [one, other];
  const shares = fractions ? [0.25, 0.25, 0.2, 0.3] : [0.34, 0.28, 0.26, 0.12];
  const operator = OPERATORS[r.weighted(shares)] as Operator;
  if ((operator === "*" || operator === "/") && b.n === 1 && b.d === 1) return null;
  if (fractions && operator === "/" && r.next() < 0.4) [a, b] = [b, a];
  const value = operateSmall(a, operator, b);
  if (!value || value.n > cap * value.d || (!fractions && value.d > 1)) return null;
  const rest = numbers.filter((_, index) => index !== i && index !== j);
  return { a, operator, b, value, left: [...rest, value] };
}

/** Combines numbers at random until one is left; null when a combination fails. */
function combineAll(
  numbers: readonly number[],
  rules: { cap: number; fractions: boolean },
  r: Random,
): Combination[] | null {
  const derivation: Combination[] = [];
  for (let left = numbers.map(whole); left.length > 1; ) {
    let step: Combination | null = null;
    for (let tries = 0; tries < 20 && !step; tries++) step = combine(left, rules, r);
    if (!step) return null;
    derivation.push(step);
    left = step.left;
  }
  return derivation;
}

/** A problem and the derivation that makes it; null when the result is outside the range of targets. */
function drawForwards(
  numbers: readonly number[],
  { cap, target, fractions = false }: Pick<Level, "cap" | "target"> & { fractions?: boolean },
  difficulty: Difficulty,
  r: Random,
): Made | null {
  const derivation = combineAll(numbers, { cap, fractions }, r);
  const end = derivation?.at(-1)?.value;
  if (!derivation || !end || end.d > 1 || end.n < target[0] || end.n > target[1]) return null;
  if (fractions && derivation.every(({ value }) => value.d === 1)) return null;
  return { problem: countdown(numbers, end.n, { difficulty }), steps: stepTexts(derivation) };
}

function drawGameOf24(difficulty: Difficulty, r: Random): Made | null {
  const hand = Array.from({ length: 4 }, () => r.integer(1, 13));
  const derivation = derive(hand, 24, { random: r });
  return (
    derivation && { problem: countdown(hand, 24, { difficulty }), steps: stepTexts(derivation) }
  );
}

/** A problem in which some of six numbers make the target; its lists keep the numbers that are not used. */
function drawSomeOf(difficulty: Difficulty, r: Random): Made | null {
  const large = r.shuffle(BRITISH.large).slice(0, r.integer(1, 4));
  const small = r.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((n) => [n, n]));
  const numbers = [...large, ...small.slice(0, 6 - large.length)];
  const shuffled = r.shuffle(numbers);
  const used = shuffled.slice(0, r.pick([3, 4, 4, 5, 5, 6]));
  const unused = shuffled.slice(used.length).map(whole);
  const given = r.shuffle(numbers);
  const derivation = combineAll(used, { cap: MAX_NUMBER, fractions: false }, r)?.map((step) => ({
    ...step,
    left: [...unused, ...step.left],
  }));
  const end = derivation?.at(-1)?.value.n ?? 0;
  if (!derivation || end < BRITISH.target[0] || end > BRITISH.target[1]) return null;
  if (derivation.slice(0, -1).some(({ value }) => value.n === end)) return null;
  return {
    problem: countdown(given, end, { leftovers: true, difficulty }),
    steps: stepTexts(derivation),
  };
}

function draw(difficulty: Difficulty, r: Random, wanted?: CountdownShape): Made | null {
  const level = LEVELS[difficulty];
  const shape = wanted ?? COUNTDOWN_SHAPES[r.weighted(level.shares)] ?? "classic";
  if (shape === "game-of-24") return drawGameOf24(difficulty, r);
  if (shape === "some-of") return drawSomeOf(difficulty, r);
  const large = shape === "large";
  const count = large && difficulty < 5 ? r.integer(4, 5) : r.integer(...level.count);
  const largest = large ? LARGE.largest : level.largest;
  const numbers = Array.from({ length: count }, () => r.integer(1, largest));
  const rules = large
    ? { cap: MAX_NUMBER, target: LARGE.target }
    : { ...level, fractions: shape === "fractions" };
  return drawForwards(numbers, rules, difficulty, r);
}

/** A problem of this split and the derivation that made it. @param shape drawn when it is left out. */
export function generateWithDerivation(
  seed: number,
  difficulty: Difficulty,
  split: Split | undefined,
  shape?: CountdownShape,
): Made {
  let steps: string[] = [];
  const problem = generateInSplit(1, seed, difficulty, split, (r) => {
    const made = draw(difficulty, r, shape);
    if (made) steps = made.steps;
    return made?.problem ?? null;
  });
  return { problem, steps };
}
