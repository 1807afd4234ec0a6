import { NumberField } from "../controls/NumberField.tsx";

/** A field for a whole number, with its label. */
export function WholeField({
  id,
  label,
  min,
  max,
  value,
  onChange,
}: {
  id: string;
  label: string;
  min: number;
  max: number;
  value: number;
  onChange(value: number): void;
}) {
  return (
    <label className="field" htmlFor={id}>
      <span>{label}</span>
      <NumberField
        {...{ id, min, max, value }}
        step={1}
        onChange={(typed) => onChange(Math.round(typed))}
      />
    </label>
  );
}
