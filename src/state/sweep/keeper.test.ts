import "fake-indexeddb/auto";
import { afterEach, expect, it, vi } from "vitest";
import { openKeeper } from "./keeper.ts";

/** The connections that were opened during a test. */
function watchConnections(): IDBDatabase[] {
  const opened: IDBDatabase[] = [];
  const open = indexedDB.open.bind(indexedDB);
  vi.spyOn(indexedDB, "open").mockImplementation((...asked) => {
    const request = open(...asked);
    request.addEventListener("success", () => opened.push(request.result));
    return request;
  });
  return opened;
}

afterEach(() => vi.restoreAllMocks());

it("keeps the pieces of a file in their order, and forgets them", async () => {
  const keeper = await openKeeper("order");
  await keeper.begin("a", "header of a\n");
  await keeper.append("a", "1\n");
  await keeper.begin("b", "header of b\n");
  await keeper.append("a", "2\n");
  expect(await keeper.headers()).toEqual(["header of a\n", "header of b\n"]);
  expect(await keeper.read("a")).toBe("header of a\n1\n2\n");
  await keeper.forget("a");
  expect(await keeper.read("a")).toBe("");
  expect(await keeper.headers()).toEqual(["header of b\n"]);
});

it("opens the database once more when the browser closed it in the background", async () => {
  const opened = watchConnections();
  const keeper = await openKeeper("closed");
  await keeper.begin("a", "header\n");
  await keeper.append("a", "1\n");
  opened.at(-1)?.close();
  await keeper.append("a", "2\n");
  opened.at(-1)?.close();
  expect(await keeper.read("a")).toBe("header\n1\n2\n");
  expect(opened).toHaveLength(3);
});

it("gives up where the database cannot be opened again", async () => {
  const opened = watchConnections();
  const keeper = await openKeeper("refused");
  await keeper.begin("a", "header\n");
  opened.at(-1)?.close();
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("no database for this page", "SecurityError");
  });
  await expect(keeper.append("a", "1\n")).rejects.toThrow("no database for this page");
});

it("does not repeat what fails for another reason", async () => {
  const opened = watchConnections();
  const keeper = await openKeeper("full");
  const [connection] = opened;
  if (!connection) throw new Error("no connection was opened");
  vi.spyOn(connection, "transaction").mockImplementation(() => {
    throw new DOMException("the disk is full", "QuotaExceededError");
  });
  await expect(keeper.append("a", "1\n")).rejects.toThrow("the disk is full");
  expect(opened).toHaveLength(1);
});
