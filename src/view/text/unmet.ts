/** One sentence for what a link asks for and the page does not have. */
import type { Unmet } from "../../state/stores/shell.ts";

/** @returns "" where the page has everything. */
export function unmetSentence(unmet: readonly Unmet[]): string {
  const [first, ...others] = unmet;
  if (!first) return "";
  if (others.length > 0)
    return `The page cannot show all that the link asks for: ${unmet.map(item).join("; ")}.`;
  const { asked, why, shown } = first;
  const instead = shown === null ? "so it is passed over" : `so ${shown} is shown instead`;
  return `The link asks for ${asked}: ${why}, ${instead}.`;
}

const item = ({ asked, why, shown }: Unmet): string =>
  `${asked} (${why}; ${shown === null ? "passed over" : `shown: ${shown}`})`;
