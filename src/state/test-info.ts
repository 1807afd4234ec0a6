/** For tests: what an engine says of itself. */
import type { EngineInfo } from "../engine/contract/info.ts";

/** Of a policy without a verifier, on the processor. @param changes what is otherwise. */
export const infoOf = (changes: Partial<EngineInfo> = {}): EngineInfo => ({
  backend: { kind: "cpu", threads: 1 },
  policy: { id: "policy", role: "policy", parameters: 1, file: "", bytes: 0, sha256: "" },
  policies: [],
  verifier: null,
  prm: null,
  cards: { policy: { id: "policy", parameters: 1 }, verifier: null, others: [] },
  families: ["countdown"],
  selfCheck: null,
  loadSeconds: 0,
  ...changes,
});
