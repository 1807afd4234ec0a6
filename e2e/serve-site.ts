/** Serves the built page for the browser tests until it is stopped. */
import { BASE, FIXTURES, FIXTURES_BASE, ORIGIN, PORT, SITE } from "../src/cli/site/site.ts";
import { serve } from "../src/cli/site/static-server.ts";

serve(SITE, BASE, { [FIXTURES_BASE]: FIXTURES }).listen(PORT, "localhost", () =>
  console.log(`Serving ${ORIGIN}${BASE}`),
);
