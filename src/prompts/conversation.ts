/** What a policy is asked, as messages. */

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export type Conversation = readonly Message[];

/** The text that a model without a chat template continues: the contents in their order. */
export const plainText = (conversation: Conversation): string =>
  conversation.map(({ content }) => content).join("");
