/**
 * Hooks for tests of the page: `data-testid` of elements without a role and a name of their
 * own. Tests find everything else by role and label: buttons by their action's label ("Run the
 * search", "Cancel the search", "Play", "Pause", "One event forward", …), the problem as textbox
 * "Problem", the strategy as combobox "Strategy", its models as comboboxes "Policy" and "Verifier", knobs by their labels, the tree as role "tree",
 * its nodes as role "treeitem", the player's slider as slider "Event".
 */
export const TEST_IDS = {
  /** `data-status`: idle, loading, ready, searching, asking, failed; `data-backend`: webgpu, wasm, cpu or none. */
  status: "status",
  /** The problem of the log on the page. `data-source`: none, recorded, live, file. */
  caption: "caption",
  /** `data-cursor`, `data-events`, `data-playing`, `data-streaming`, `data-speed`. */
  player: "player",
  /** Final answer; `data-answer` (empty for none), `data-correct`: true, false, unknown or pending. */
  answer: "answer",
  /** What is to be known of the typed problem before a run. */
  problemNote: "problem-note",
  /** Why the typed problem was refused. */
  problemError: "problem-error",
  /** A failure of the run, the file or the engine, as sentences. */
  failure: "failure",
  /** Stands in for a part of the page that threw. */
  broken: "broken",
  /** What a link asks for and does not get, in a sentence. */
  notice: "notice",
  /** The link as a field, where the clipboard is blocked. */
  linkToCopy: "link-to-copy",
  /** One row a currency: `data-currency`, `data-value`. */
  ledger: "ledger",
  /** The card of the selected node; `data-node`, `data-truth`: right, wrong, follows-wrong or none. */
  card: "node-card",
  /** The compute budget; `data-limited`. */
  budget: "budget",
  /** The scores that several verifiers give the selected node; a row each: `data-verifier`, `data-score`. */
  side: "side-by-side",
  /** A node of the tree: `data-node`, `data-status`, `data-score`, `data-said` (its quantities). */
  node: "node",
  /** Steps of a large tree drawn as one: `data-count`. */
  fold: "fold",
  /** A lane: `data-done`, `data-policy`, `data-spent`, `data-answer`, `data-correct`. */
  lane: "lane",
  /** A stretch of a lane's row in the strip of answers: `data-answer`, `data-correct`, `data-from`, `data-to`. */
  stretch: "stretch",
  /** A lane's row in the table over seeds: `data-runs`, `data-right`. */
  seeds: "seeds",
  /** The sweep: `data-state` (new, running, paused, done), `data-done`, `data-total`. */
  sweep: "sweep",
  /** A point of a curve: `data-curve`, `data-budget`, `data-accuracy`, `data-cost`. */
  point: "sweep-point",
  /** A run behind a point: `data-problem`, `data-seed`, `data-correct`. */
  sweepRun: "sweep-run",
  /** One row an answer: `data-answer`, `data-count`, `data-weight`. */
  tally: "tally",
} as const;
