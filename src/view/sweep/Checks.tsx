/** Options of which any number may be chosen, each with a box to tick. */
export function Checks<T extends string | number>({
  legend,
  options,
  chosen,
  onChange,
}: {
  legend: string;
  options: readonly { value: T; label: string; title?: string | undefined }[];
  chosen: readonly T[];
  /** @param chosen in the order of the options. */
  onChange(chosen: T[]): void;
}) {
  return (
    <fieldset className="checks">
      <legend>{legend}</legend>
      {options.map(({ value, label, title }) => (
        <label key={value} title={title}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target: { checked } }) =>
              onChange(
                options
                  .map((option) => option.value)
                  .filter((one) => (one === value ? checked : chosen.includes(one))),
              )
            }
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
