import type { Knob } from "../../search/knobs.ts";
import { NumberField } from "./NumberField.tsx";

/** The control of one knob, made from its declaration. */
export function KnobControl({
  knob,
  value,
  onChange,
}: {
  knob: Knob;
  value: number | string;
  onChange(value: number | string): void;
}) {
  const id = `knob-${knob.id}`;
  if (knob.kind === "choice") {
    return (
      <label className="field" title={knob.help}>
        <span>{knob.label}</span>
        <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
          {knob.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const step = knob.kind === "integer" ? 1 : knob.step;
  return (
    <div className="knob" title={knob.help}>
      <label htmlFor={id}>{knob.label}</label>
      <NumberField
        id={id}
        min={knob.min}
        max={knob.max}
        step={step}
        value={Number(value)}
        onChange={onChange}
      />
      <input
        type="range"
        aria-label={`${knob.label}, slider`}
        min={knob.min}
        max={knob.max}
        step={step}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </div>
  );
}
