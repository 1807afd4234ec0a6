/** The icons of the page, drawn on a 16 × 16 grid in the colour of the text. */
const PATHS = {
  play: "M4 2.5 13.5 8 4 13.5Z",
  pause: "M4 2.5h2.8v11H4ZM9.2 2.5H12v11H9.2Z",
  forward: "M3 2.5 10 8 3 13.5ZM11 2.5h2v11h-2Z",
  back: "M13 2.5 6 8l7 5.5ZM3 2.5h2v11H3Z",
  first: "M8.5 8 14 3v10ZM3 8l5.5-5v10ZM1.5 3H3v10H1.5Z",
  last: "M7.5 8 2 13V3ZM13 8l-5.5 5V3ZM13 3h1.5v10H13Z",
  fit: "M2 6V2h4v1.5H3.5V6ZM10 2h4v4h-1.5V3.5H10ZM2 10h1.5v2.5H6V14H2ZM12.5 10H14v4h-4v-1.5h2.5Z",
  plus: "M7.25 3h1.5v4.25H13v1.5H8.75V13h-1.5V8.75H3v-1.5h4.25Z",
  minus: "M3 7.25h10v1.5H3Z",
  more: "M3 3.25h10v1.5H3ZM3 7.25h10v1.5H3ZM3 11.25h10v1.5H3Z",
  copy: "M2 2h8v2.5H8.5v-1h-5v5h1V10H2ZM6 6h8v8H6ZM7.5 7.5v5h5v-5Z",
  eye: "M8 3.5c3.2 0 5.6 2 7 4.5-1.4 2.5-3.8 4.5-7 4.5S2.4 10.5 1 8C2.4 5.5 4.8 3.5 8 3.5ZM8 5C5.6 5 3.9 6.3 2.8 8c1.1 1.7 2.8 3 5.2 3s4.1-1.3 5.2-3C12.1 6.3 10.4 5 8 5ZM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z",
  "eye-off":
    "M8 3.5c3.2 0 5.6 2 7 4.5-1.4 2.5-3.8 4.5-7 4.5S2.4 10.5 1 8C2.4 5.5 4.8 3.5 8 3.5ZM8 5C5.6 5 3.9 6.3 2.8 8c1.1 1.7 2.8 3 5.2 3s4.1-1.3 5.2-3C12.1 6.3 10.4 5 8 5ZM13 2l1 1L3 14l-1-1Z",
  close: "m4 2.9 4 4 4-4L13.1 4l-4 4 4 4-1.1 1.1-4-4-4 4L2.9 12l4-4-4-4Z",
  half: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Zm0 1.4v9.2a4.6 4.6 0 0 1 0-9.2Z",
  dice: "M3 2h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Zm.4 1.4v9.2h9.2V3.4ZM5 5h2v2H5Zm4 4h2v2H9Z",
} as const;

export const Glyph = ({ name }: { name: keyof typeof PATHS }) => (
  <svg className="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={PATHS[name]} fillRule="evenodd" />
  </svg>
);
