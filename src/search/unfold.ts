/**
 * The inverse of the fold: the log from which a tree was folded. It shows that a tree loses nothing of
 * its log. The nodes of an event come in the order of their ids, as strategies write them.
 */
import type { SearchEvent } from "./events.ts";
import type { Tree } from "./tree.ts";

export function unfold(tree: Tree): SearchEvent[] {
  const log: (SearchEvent | undefined)[] = new Array(tree.ledgers.length);
  const ledgerAt = (index: number) => {
    const ledger = tree.ledgers[index];
    if (ledger === undefined) throw new RangeError(`There is no event ${index}.`);
    return ledger;
  };
  if (tree.start) log[0] = tree.start;

  for (const node of tree.nodes) {
    const { id, parent, text, logprob, end } = node;
    if (parent === null || end === null) continue;

    const made = log[node.born] ?? { type: "expand", nodes: [], ledger: ledgerAt(node.born) };
    if (made.type === "expand")
      made.nodes.push({ id, parent, text, tokens: [...node.tokens], logprob, end });
    log[node.born] = made;

    if (node.scored !== null && node.score !== null) {
      const scored = log[node.scored] ?? {
        type: "score",
        scores: [],
        ledger: ledgerAt(node.scored),
      };
      if (scored.type === "score") scored.scores.push({ node: id, score: node.score });
      log[node.scored] = scored;
    }
    if (node.finish !== null) {
      const { answer, aggregate, event } = node.finish;
      log[event] = { type: "finish", node: id, answer, aggregate, ledger: ledgerAt(event) };
    }
  }
  for (const node of tree.nodes)
    for (const { kept, reason, turn, event } of node.verdicts) {
      const judged = log[event];
      if (judged?.type === "keep" || judged?.type === "prune") judged.nodes.push(node.id);
      else {
        const type = kept ? "keep" : "prune";
        log[event] = { type, nodes: [node.id], reason, ...(turn && { turn }) };
      }
    }
  for (const { id, measures } of tree.nodes)
    for (const { quantity, value, event } of measures) {
      const measured = log[event];
      if (measured?.type === "measure") measured.values.push({ node: id, value });
      else log[event] = { type: "measure", quantity, values: [{ node: id, value }] };
    }
  for (const { rule, tally, event } of tree.votes)
    log[event] = { type: "vote", rule, tally: [...tally] };
  if (tree.answer) {
    const { node, answer, correct, event } = tree.answer;
    log[event] = { type: "answer", node, answer, correct };
  }
  if (tree.done) {
    const last = log.length - 1;
    log[last] = { type: "done", reason: tree.done, ledger: ledgerAt(last) };
  }
  return log.map((event, index) => {
    if (event === undefined) throw new RangeError(`Event ${index} left no trace in the tree.`);
    return event;
  });
}
