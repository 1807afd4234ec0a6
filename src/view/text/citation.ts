/** The parts of a strategy's source: authors, title and address. */
export interface Citation {
  /** "Snell et al. (2024)" */
  readonly who: string;
  readonly title: string;
  /** null where the source has no address. */
  readonly href: string | null;
}

const SOURCE = /^(?<who>.*?\(\d{4}\)), (?<title>.*), (?<where>\S+)$/;

/** @param source as strategies write it: "Authors (year), Title, arXiv:id", or an address at its end. */
export function citationOf(source: string): Citation {
  const { who, title, where } = SOURCE.exec(source)?.groups ?? {};
  if (who === undefined || title === undefined || where === undefined)
    return { who: "", title: source, href: null };
  const arxiv = /^arXiv:(\d{4}\.\d{4,5})$/.exec(where)?.[1];
  if (arxiv !== undefined) return { who, title, href: `https://arxiv.org/abs/${arxiv}` };
  return { who, title, href: where.startsWith("https://") ? where : null };
}
