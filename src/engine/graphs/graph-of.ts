/** Wraps a loaded model by the kind of graph that it is. */

import type { Runtime } from "../runtime/runtime.ts";
import { Decoder } from "./decoder.ts";
import { DecoderGraph } from "./decoder-graph.ts";
import { Scorer } from "./scorer.ts";
import type { StepGraph } from "./scoring-graph.ts";
import type { LoadedSession } from "./session.ts";

/** Tells the kind of graph by the model's inputs. */
export function graphOf(
  runtime: Runtime,
  { session, shape, vocabulary }: LoadedSession,
): StepGraph {
  return session.inputNames.includes("attention_bias")
    ? new Scorer(runtime, session, shape)
    : new DecoderGraph(new Decoder(runtime, session, shape, vocabulary));
}
