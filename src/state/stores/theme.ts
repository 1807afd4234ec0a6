/** Light or dark: as the system has it unless the user chose; the choice is kept. */
import { createStore } from "zustand/vanilla";

export type Shade = "light" | "dark";
export type ThemeChoice = "system" | Shade;

export interface Theme {
  choice: ThemeChoice;
  system: Shade;
}

const KEY = "ponderosa.theme";

export const shadeOf = ({ choice, system }: Theme): Shade =>
  choice === "system" ? system : choice;

/** The choice after this one in the toggle: first the other shade, then back to the system's. */
export const nextChoice = ({ choice, system }: Theme): ThemeChoice => {
  const other: Shade = system === "light" ? "dark" : "light";
  return choice === "system" ? other : choice === other ? system : "system";
};

export const createTheme = () =>
  createStore<Theme>()(() => ({ choice: "system", system: "light" }));
export type ThemeStore = ReturnType<typeof createTheme>;

/** Read the kept choice, follow the system, and mark the document. @returns stop. */
export function attachTheme(store: ThemeStore): () => void {
  const query = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => store.setState({ system: query.matches ? "dark" : "light" });
  const mark = (theme: Theme) => {
    document.documentElement.dataset.theme = shadeOf(theme);
  };
  store.setState({ choice: readChoice() });
  follow();
  mark(store.getState());
  query.addEventListener("change", follow);
  const stop = store.subscribe((theme) => {
    mark(theme);
    keepChoice(theme.choice);
  });
  return () => {
    stop();
    query.removeEventListener("change", follow);
  };
}

/** Storage is refused in some private modes: then the choice lasts as long as the page. */
function readChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

function keepChoice(choice: ThemeChoice): void {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Not kept.
  }
}
