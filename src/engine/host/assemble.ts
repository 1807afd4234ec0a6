/** Assembles an engine of loaded models, the same for every host. */

import type { Engine } from "../contract/engine.ts";
import { monteCarloValue } from "../tasks/monte-carlo.ts";
import { scorePath } from "../tasks/score-path.ts";
import { search } from "../tasks/search.ts";
import { judge } from "./judge.ts";
import { type Parts, releaseAll } from "./loaded.ts";
import { openRun } from "./open-run.ts";
import { parityOf } from "./parity.ts";
import { openWriters } from "./writers.ts";

export const DEFAULT_KV_CAP_BYTES = 128 * 1024 * 1024;

export function assemble(parts: Parts): Engine {
  const { first, named } = openWriters(parts);
  const { vocabulary, style } = first;
  const engine: Engine = {
    info: parts.info,
    openRun: (options) => {
      const writer = named(options.policy);
      const { verifier } = options;
      const choice = verifier === null ? null : parts.loadedVerifier(verifier, writer.model);
      return openRun(parts, writer, choice, options);
    },
    search: (...request) => search(engine, ...request),
    monteCarloValue: (...request) => monteCarloValue(engine, ...request),
    scorePath: (request, signal) => {
      const fetchVerifier = (id: string) => parts.verifierFor(id, named(request.policy).model);
      return scorePath(engine, fetchVerifier, request, signal);
    },
    judge: (request) => judge(parts, request),
    stepTokens: (steps) =>
      steps.map((step, i) =>
        i === steps.length - 1
          ? [...vocabulary.encode(step), vocabulary.eos]
          : vocabulary.encode(step + style.separator),
      ),
    tokenize: vocabulary.encode,
    detokenize: vocabulary.decode,
    parity: ({ policy, verifier } = {}) => {
      const writer = named(policy);
      return parityOf(parts, writer, parts.loadedVerifier(verifier, writer.model));
    },
    dispose: () => releaseAll(parts.models),
  };
  return engine;
}
