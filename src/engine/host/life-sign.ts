/** The worker's side of client/life.ts: something that the browser takes back when the worker dies. */
import type { LifeSign } from "../contract/protocol.ts";

/** Kept for good: a port that is collected closes. */
let ownPort: MessagePort | null = null;

export function giveLifeSign(give: (sign: LifeSign, transfer: Transferable[]) => void): void {
  const byPort = (): void => {
    const { port1, port2 } = new MessageChannel();
    ownPort = port1;
    ownPort.start();
    give({ port: port2 }, [port2]);
  };
  if (!("locks" in navigator)) {
    byPort();
    return;
  }
  const name = `engine-worker-${Math.random().toString(36).slice(2)}`;
  navigator.locks
    .request(name, () => {
      give({ lock: name }, []);
      return new Promise<never>(() => {});
    })
    .catch(byPort);
}
