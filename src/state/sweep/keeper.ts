/**
 * Finished runs of sweeps, kept in this browser under what identifies a sweep (`identityOf`): the
 * header of a results file, and pieces of the file in the order in which they came.
 */

export interface Keeper {
  /** The first lines of all files. */
  headers(): Promise<string[]>;
  /** A file's text; "" where nothing is kept. */
  read(identity: string): Promise<string>;
  /** @param header the first line of the file. */
  begin(identity: string, header: string): Promise<void>;
  append(identity: string, lines: string): Promise<void>;
  forget(identity: string): Promise<void>;
}

const HEADERS = "sweeps";
const PIECES = "pieces";
const BY_SWEEP = "sweep";

interface Piece {
  sweep: string;
  lines: string;
}

const isPiece = (value: unknown): value is Piece =>
  typeof value === "object" &&
  value !== null &&
  "lines" in value &&
  typeof value.lines === "string";

/** @throws DOMException where the browser keeps nothing, as some do in private windows. */
export async function openKeeper(name = "ponderosa"): Promise<Keeper> {
  let connection = await connect(name);

  const attempt = async <T>(mode: IDBTransactionMode, work: Work<T>): Promise<T> => {
    const transaction = connection.transaction([HEADERS, PIECES], mode);
    const over = new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error));
    });
    const [answer] = await Promise.all([
      work(transaction.objectStore(HEADERS), transaction.objectStore(PIECES)),
      over,
    ]);
    return answer;
  };

  const during = async <T>(mode: IDBTransactionMode, work: Work<T>): Promise<T> => {
    try {
      return await attempt(mode, work);
    } catch (thrown) {
      if (!isConnectionLost(thrown)) throw thrown;
      connection = await connect(name);
      return attempt(mode, work);
    }
  };

  return {
    headers: () =>
      during("readonly", async (headers) => {
        const kept = await answerOf<unknown[]>(headers.getAll());
        return kept.filter((header) => typeof header === "string");
      }),
    read: (identity) =>
      during("readonly", async (headers, pieces) => {
        const [header, kept] = await Promise.all([
          answerOf<unknown>(headers.get(identity)),
          answerOf<unknown[]>(pieces.index(BY_SWEEP).getAll(identity)),
        ]);
        if (typeof header !== "string") return "";
        return (
          header +
          kept
            .filter(isPiece)
            .map(({ lines }) => lines)
            .join("")
        );
      }),
    begin: (identity, header) =>
      during("readwrite", (headers) => {
        headers.put(header, identity);
      }),
    append: (identity, lines) =>
      during("readwrite", (_, pieces) => {
        pieces.add({ sweep: identity, lines } satisfies Piece);
      }),
    forget: (identity) =>
      during("readwrite", async (headers, pieces) => {
        headers.delete(identity);
        const keys = await answerOf(pieces.index(BY_SWEEP).getAllKeys(identity));
        for (const key of keys) pieces.delete(key);
      }),
  };
}

type Work<T> = (headers: IDBObjectStore, pieces: IDBObjectStore) => Promise<T> | T;

async function connect(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.addEventListener("upgradeneeded", () => {
    opening.result.createObjectStore(HEADERS);
    const pieces = opening.result.createObjectStore(PIECES, { autoIncrement: true });
    pieces.createIndex(BY_SWEEP, "sweep");
  });
  return answerOf(opening);
}

/**
 * Browsers close the connection of a page in the background: a transaction is then refused with an
 * InvalidStateError, and one that was under way is aborted with an UnknownError (Safari) or an
 * AbortError. Nothing of it was written, so it can be done again.
 */
const isConnectionLost = (thrown: unknown): boolean =>
  thrown === null ||
  (thrown instanceof DOMException &&
    ["InvalidStateError", "UnknownError", "AbortError"].includes(thrown.name));

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });

/** Where nothing outlasts the page. */
export function keeperInMemory(): Keeper {
  const files = new Map<string, string>();
  return {
    headers: async () => [...files.values()].map((text) => text.slice(0, text.indexOf("\n") + 1)),
    read: async (identity) => files.get(identity) ?? "",
    begin: async (identity, header) => void files.set(identity, header),
    append: async (identity, lines) =>
      void files.set(identity, (files.get(identity) ?? "") + lines),
    forget: async (identity) => void files.delete(identity),
  };
}
