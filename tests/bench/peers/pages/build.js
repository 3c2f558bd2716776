/**
 * Builds the pages as they would be put into production: minified, without what only development needs, their code under
 * names with a hash, and compressed ahead of time.
 *
 *   node build.js [FOLDER]
 */

import { brotliCompressSync } from "node:zlib";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv[2] ?? join(here, "built");
const pages = { "react-admin": "react_admin.jsx", "ag-grid": "ag_grid.js" };

rmSync(out, { recursive: true, force: true });
for (const [page, entry] of Object.entries(pages)) {
  const { metafile } = await build({
    entryPoints: [join(here, entry)],
    outdir: join(out, page),
    entryNames: "page-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    splitting: true,
    target: "es2022",
    jsx: "automatic",
    metafile: true,
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "none",
    logLevel: "error",
  });
  const [script] = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint) ?? [];
  const html = readFileSync(join(here, "page.html"), "utf8").replace("page.js", script.split("/").pop());
  writeFileSync(join(out, page, "index.html"), html);
}
mkdirSync(join(out, "empty"));
writeFileSync(join(out, "empty", "index.html"), readFileSync(join(here, "empty.html")));

for (const page of readdirSync(out)) {
  for (const file of readdirSync(join(out, page))) {
    const path = join(out, page, file);
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  }
}
