/**
 * `npm run -s mark -- FILE`: adds `firstError` to each trajectory of FILE (JSON lines; - for stdin) and
 * prints the lines.
 */
import { describeFlags, type Flag, parseFlags } from "../flags.ts";
import { describeMarks, markLine } from "../mark-trajectories.ts";
import { print } from "../output.ts";
import { readText } from "../read-text.ts";
import { runCommand, UsageError } from "../usage.ts";

const FLAGS: readonly Flag[] = [{ name: "help", help: "print this help" }];

await runCommand(async (argv) => {
  const { values, positionals } = parseFlags(argv, FLAGS);
  if (values.has("help")) {
    await print(`mark FILE > MARKED\n\n${describeFlags(FLAGS)}\n`);
    return;
  }
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    throw new UsageError("mark takes one file of trajectories, or - for stdin.");
  }
  const marked = readText(file)
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === "" ? [] : [markLine(line, index + 1)]));
  if (marked.length === 0) throw new UsageError(`The file ${file} holds no trajectory.`);
  await print(marked.map((one) => `${JSON.stringify(one)}\n`).join(""));
  process.stderr.write(`${describeMarks(marked)}\n`);
});
