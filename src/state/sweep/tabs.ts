/** What the tabs of one browser tell each other of the sweeps that it keeps. */
import { z } from "zod";

const messageSchema = z.object({
  /** Which sweep (`identityOf`). */
  sweep: z.string(),
  /** Runs were added to what is kept of it, or all of it was forgotten. */
  what: z.enum(["grew", "discarded"]),
});
export type TabMessage = z.infer<typeof messageSchema>;

const CHANNEL = "ponderosa-sweeps";

/** Absent in some private windows. */
const openChannel = (): BroadcastChannel | null =>
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

export interface Tabs {
  tell(message: TabMessage): void;
  close(): void;
}

/** @param hear is told what other tabs tell, and nothing of this one. */
export function joinTabs(hear: (message: TabMessage) => void): Tabs {
  const channel = openChannel();
  channel?.addEventListener("message", ({ data }) => {
    const message = messageSchema.safeParse(data);
    if (message.success) hear(message.data);
  });
  return {
    tell: (message) => channel?.postMessage(message),
    close: () => channel?.close(),
  };
}
