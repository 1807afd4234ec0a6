import { useFigure } from "../use-app.ts";

/** A reason; each node that it names is a button that selects the node. */
export function Reason({ text }: { text: string }) {
  const { ui } = useFigure();
  return text.split(/\b(node \d+)\b/).map((part, index) => {
    const id = /^node (\d+)$/.exec(part)?.[1];
    return id === undefined ? (
      part && <span key={index}>{part}</span>
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
