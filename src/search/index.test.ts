import { expect, it } from "vitest";
import { aliases, strategyIdOf, strategyNamed, strategyOf } from "./index.ts";

it("knows the field's other names for its strategies", () => {
  expect(strategyNamed("mcts")?.id).toBe("mcts-puct");
  expect(strategyNamed("self-consistency")?.id).toBe("majority");
  expect(strategyNamed("beam")?.id).toBe("beam");
  for (const name of ["magic", "constructor", ""]) {
    expect(strategyNamed(name)).toBeUndefined();
    expect(strategyIdOf(name)).toBe(name);
  }
  for (const [name, id] of Object.entries(aliases)) {
    expect(strategyOf(name), name).toBeUndefined();
    expect(strategyOf(id)?.id, name).toBe(id);
  }
});
