/** The page's modules say their types in comments; the compiler believes only what it has checked. */

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

for (const folder of ["shell", "demonstration"])
  it(`the types of the page's modules hold: ${folder}`, () => {
    const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const project = fileURLToPath(new URL(`../../${folder}`, import.meta.url));
    execFileSync(process.execPath, [compiler, "--project", project], { encoding: "utf8", stdio: "pipe" });
  });
