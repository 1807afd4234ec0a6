/** Serves the built page and the tests' own pages for the browser tests until it is stopped. */
import {
  BASE,
  FIXTURES,
  FIXTURES_BASE,
  ORIGIN,
  PAGES,
  PAGES_BASE,
  PORT,
  SITE,
} from "../src/cli/site/site.ts";
import { serve } from "../src/cli/site/static-server.ts";

serve(SITE, BASE, {
  [FIXTURES_BASE]: FIXTURES,
  [PAGES_BASE]: PAGES,
  [`${PAGES_BASE}models/`]: `${SITE}/models`,
}).listen(PORT, "localhost", () => console.log(`Serving ${ORIGIN}${BASE}`));
