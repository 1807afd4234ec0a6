/**
 * Scripted models: a policy and a verifier without weights, for tests and demonstrations. The policy
 * follows right derivations and makes an error now and then; the verifier mostly tells errors from
 * right steps. As a language model's, their outputs depend only on the text so far and, for draws, on
 * (run seed, node id).
 */
import type { Family, Problem } from "../problems/family.ts";
import { fnv1a } from "../problems/fnv.ts";
import { forwardFlops, type Stretch } from "./flops.ts";
import type { Cost, Expansion, NodeId, Policy, SamplingOptions, Verifier } from "./model.ts";
import { uniform } from "./rng.ts";
import { ROOT } from "./tree.ts";

export interface Script {
  /** Display text of the problem. */
  prompt: string;
  /** Right derivations, each from its first step to its last; at least one, none empty. */
  derivations: readonly (readonly string[])[];
}

export interface ScriptedOptions {
  /** Probability of a right step on a right path, in (0, 1). */
  skill?: number;
  /** The distance between the verifier's logits of right and wrong steps; at 0 it cannot tell them apart. */
  judgement?: number;
  /** Rows of one forward pass; more rows take more passes. */
  batch?: number;
}

/** A script from the derivations that `family.solve` finds. @throws RangeError when it finds none. */
export function scriptFor(family: Family, problem: Problem): Script {
  const found = [0, 1, 2, 3].flatMap((seed) => {
    const steps = family.solve(problem, seed);
    return steps && steps.length > 0 ? [steps] : [];
  });
  if (found.length === 0) throw new RangeError(`No derivation is known for: ${problem.text}`);
  const distinct = new Map(found.map((steps) => [steps.join("\n"), steps]));
  return { prompt: problem.text, derivations: [...distinct.values()] };
}

/** The state at a node: its steps, the derivation that it follows, and whether it has made an error. */
interface State {
  steps: readonly string[];
  follows: readonly string[] | null;
  right: boolean;
  /** The tokens of the last step, and of all steps before it. */
  tokens: number;
  start: number;
}

interface Choice {
  state: State;
  text: string;
  last: boolean;
  weight: number;
}

const EOS = 1;
const SEPARATOR = 3;
/** The size of both models. Attention costs as much as the rest at about thirty tokens. */
const SIZE = { parameters: 1000, attentionWidth: 16 };

/** Makes both models of a run; they share the states of its nodes. */
export function scriptedModels(
  script: Script,
  seed: number,
  { skill = 0.6, judgement = 3, batch = Number.POSITIVE_INFINITY }: ScriptedOptions = {},
): { policy: Policy; verifier: Verifier } {
  const promptTokens = pieces(script.prompt).length + 1;
  const root: State = { steps: [], follows: null, right: true, tokens: promptTokens, start: 0 };
  const states = new Map<NodeId, State>([[ROOT, root]]);
  const stateOf = (id: NodeId): State => {
    const state = states.get(id);
    if (!state) throw new RangeError(`Node ${id} is unknown to the scripted models.`);
    return state;
  };

  const releasedByPolicy = new Set<NodeId>();
  const releasedByVerifier = new Set<NodeId>();
  const policyMeter = meter(root, batch);
  const policy: Policy = {
    card: { id: "scripted-policy", ...SIZE },
    async expand(requests, sampling, signal) {
      signal?.throwIfAborted();
      const expansions = requests.map(({ parent, child }): Expansion => {
        if (releasedByPolicy.has(parent))
          throw new RangeError(`Node ${parent} was released and cannot be expanded.`);
        if (states.has(child)) throw new RangeError(`Node ${child} was made before.`);
        const before = stateOf(parent);
        const choices = choicesAt(script, before, skill);
        const { choice, logprob } = pick(choices, sampling, uniform(seed, child, 0));
        const step = spell(choice, sampling.maxStepTokens);
        const start = before.start + before.tokens;
        states.set(child, { ...choice.state, tokens: step.tokens.length, start });
        return { child, ...step, logprob };
      });
      return {
        expansions,
        cost: policyMeter(
          expansions.map(({ child }) => stateOf(child)),
          "generated",
        ),
      };
    },
    release: (nodes) => releaseOnce(releasedByPolicy, nodes),
  };

  const verifierMeter = meter(root, batch);
  const verifier: Verifier = {
    card: { id: "scripted-verifier", ...SIZE },
    async score(nodes, signal) {
      signal?.throwIfAborted();
      const judged = nodes.map(stateOf);
      const scores = judged.map(({ steps, right }) => {
        const noise = 4 * (hashUniform(steps.join("\n")) - 0.5);
        return 1 / (1 + Math.exp(-((right ? 0.5 : -0.5) * judgement + noise)));
      });
      return { scores, cost: verifierMeter(judged, "prefilled") };
    },
    release: (nodes) => releaseOnce(releasedByVerifier, nodes),
  };
  return { policy, verifier };
}

/** Counts costs; the first call pays for the prompt. @returns a function from the tokens of each row to the cost. */
function meter(prompt: Stretch, batch: number) {
  let first = true;
  return (rows: readonly Stretch[], kind: "generated" | "prefilled"): Cost => {
    const ran = first ? [prompt, ...rows] : rows;
    const prefilled = first ? prompt.tokens : 0;
    let calls = first ? 1 : 0;
    first = false;
    const sum = rows.reduce((total, { tokens }) => total + tokens, 0);
    const size = Math.min(batch, rows.length);
    for (let at = 0; at < rows.length; at += size) {
      const longest = Math.max(...rows.slice(at, at + size).map(({ tokens }) => tokens));
      calls += kind === "generated" ? longest : 1;
    }
    const flops = ran.reduce((total, row) => total + forwardFlops(SIZE, row), 0);
    return kind === "generated"
      ? { generated: sum, prefilled, calls, flops }
      : { generated: 0, prefilled: prefilled + sum, calls, flops };
  };
}

function releaseOnce(released: Set<NodeId>, nodes: readonly NodeId[]): void {
  for (const id of nodes) {
    if (released.has(id)) throw new RangeError(`Node ${id} is released twice.`);
    released.add(id);
  }
}

function choicesAt(script: Script, state: State, skill: number): Choice[] {
  const depth = state.steps.length;
  const onTrack = script.derivations.filter((steps) =>
    state.right ? state.steps.every((step, i) => step === steps[i]) : steps === state.follows,
  );
  const choices: Choice[] = [];
  const add = (text: string, follows: readonly string[], right: boolean, weight: number): void => {
    if (choices.some((choice) => choice.text === text)) return;
    const steps = [...state.steps, text];
    const last = steps.length === follows.length;
    const jitter = Math.exp(2 * (hashUniform(steps.join("\n")) - 0.5));
    choices.push({
      state: { steps, follows, right, tokens: 0, start: 0 },
      text,
      last,
      weight: weight * jitter,
    });
  };
  for (const follows of onTrack) {
    const step = follows[depth];
    if (step === undefined) continue;
    if (state.right) add(step, follows, true, skill / onTrack.length);
    for (const by of [1, -1, 10]) add(slip(step, by), follows, false, (1 - skill) / 3);
  }
  return choices;
}

/** The step with an error: `by` is added to the number after its last "=", or else to its last number. */
function slip(step: string, by: number): string {
  const after = /(=\s*-?)(\d+)(?!.*=)/;
  const pattern = after.test(step) ? after : /()(\d+)(?!.*\d)/;
  return step.replace(pattern, (_, lead: string, digits: string) => {
    return `${lead}${Math.abs(Number(digits) + by)}`;
  });
}

function pick(
  choices: readonly Choice[],
  { temperature, topK, topP }: SamplingOptions,
  drawn: number,
): { choice: Choice; logprob: number } {
  const ranked = [...choices].sort((a, b) => b.weight - a.weight);
  const total = ranked.reduce((sum, choice) => sum + choice.weight, 0);
  const pool: { choice: Choice; mass: number }[] = [];
  let before = 0;
  for (const choice of ranked) {
    const full = temperature === 0 || (topK > 0 && pool.length >= topK) || before / total >= topP;
    if (pool.length > 0 && full) break;
    before += choice.weight;
    pool.push({ choice, mass: temperature === 0 ? 1 : choice.weight ** (1 / temperature) });
  }
  let left = drawn * pool.reduce((sum, { mass }) => sum + mass, 0);
  let taken: Choice | undefined;
  for (const { choice, mass } of pool) {
    taken = choice;
    left -= mass;
    if (left < 0) break;
  }
  if (!taken) throw new RangeError("The script offers no step here.");
  return { choice: taken, logprob: Math.log(taken.weight / total) };
}

function spell(choice: Choice, cap: number): Pick<Expansion, "text" | "tokens" | "end"> {
  const words = pieces(choice.text);
  const tokens = words.map((word) => 4 + Math.floor(hashUniform(word) * 196));
  if (tokens.length >= cap)
    return { text: words.slice(0, cap).join(" "), tokens: tokens.slice(0, cap), end: "length" };
  return choice.last
    ? { text: choice.text, tokens: [...tokens, EOS], end: "eos" }
    : { text: choice.text, tokens: [...tokens, SEPARATOR], end: "step" };
}

const pieces = (text: string): string[] => text.match(/\d|[A-Za-z]+|[^\s\dA-Za-z]/g) ?? [];

/** A uniform number in [0, 1) that depends on the text alone. */
const hashUniform = (text: string): number => uniform(fnv1a(text), text.length, 0);
