/** The output of programs that run at once, shown one program after the other, each as it comes. */
export class InTurn {
  #open: { shown: boolean; ended: boolean; waiting: string[] }[] = [];

  constructor(private readonly show: (text: string) => void) {}

  /** @returns what a program says, until it ends: the first one's is shown at once, the rest waits. */
  next(): { write(text: string): void; end(): void } {
    const one = { shown: this.#open.length === 0, ended: false, waiting: [] as string[] };
    this.#open.push(one);
    return {
      write: (text) => {
        if (one.shown) this.show(text);
        else one.waiting.push(text);
      },
      end: () => {
        one.ended = true;
        while (this.#open[0]?.ended) {
          this.#open.shift();
          this.#showFirst();
        }
      },
    };
  }

  #showFirst(): void {
    const [first] = this.#open;
    if (!first) return;
    first.shown = true;
    for (const text of first.waiting.splice(0)) this.show(text);
  }
}
