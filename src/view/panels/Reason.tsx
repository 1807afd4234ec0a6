import { useFigure } from "../use-app.ts";

/** A reason in which each node that it names can be selected. */
export function Reason({ text }: { text: string }) {
  const { ui } = useFigure();
  return text.split(/\b(node \d+)\b/).map((part, index) => {
    const id = /^node (\d+)$/.exec(part)?.[1];
    return id === undefined ? (
      part
    ) : (
      <button
        key={index}
        type="button"
        className="text-button"
        onClick={() => ui.setState({ selected: Number(id) })}
      >
        {part}
      </button>
    );
  });
}
