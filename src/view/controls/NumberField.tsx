import { useEffect, useState } from "react";

/** A field for a number. It may be typed freely; it is clamped when the field is left or Enter is pressed. */
export function NumberField({
  id,
  label,
  min,
  max,
  step,
  value,
  onChange,
}: {
  id: string;
  /** Names the field where no `<label>` does. */
  label?: string;
  min: number;
  max: number;
  step: number | "any";
  value: number;
  onChange(value: number): void;
}) {
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped(String(value)), [value]);
  const take = () => {
    const number = Number(typed);
    if (typed.trim() === "" || !Number.isFinite(number)) setTyped(String(value));
    else {
      const clamped = Math.min(max, Math.max(min, number));
      setTyped(String(clamped));
      if (clamped !== value) onChange(clamped);
    }
  };
  return (
    <input
      id={id}
      className="number"
      type="number"
      inputMode="decimal"
      aria-label={label}
      min={min}
      max={max}
      step={step}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = event.target.valueAsNumber;
        if (number >= min && number <= max) onChange(number);
      }}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
      }}
    />
  );
}
