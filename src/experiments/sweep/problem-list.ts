/** Problems that somebody wrote, one a line. */
import { parseProblem } from "../../problems/families/index.ts";

/** Empty lines are passed over, and the same problem twice is once. @returns the texts, or what is wrong, naming the line. */
export function readProblemList(
  text: string,
): { ok: true; texts: string[] } | { ok: false; error: string } {
  const texts = new Set<string>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const problem = line.trim();
    if (problem === "") continue;
    const parsed = parseProblem(problem);
    if (!parsed.ok) {
      const { message, example } = parsed.error;
      const error = `Line ${i + 1}, "${clip(problem)}", cannot be read: ${message.replace(/\.?$/, "")}; an example: ${example}`;
      return { ok: false, error };
    }
    texts.add(problem);
  }
  if (texts.size === 0) return { ok: false, error: "The list holds no problem." };
  return { ok: true, texts: [...texts] };
}

const LONG = 60;
const clip = (text: string): string => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);
