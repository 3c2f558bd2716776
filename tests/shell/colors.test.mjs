/** The page before the console has the colours of the kit's theme: one table is C++, the other CSS. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";

const root = new URL("../../", import.meta.url);
const style = await readFile(new URL("shell/entry.css", root), "utf8");
const theme = await readFile(new URL("src/ui/kit/theme.cpp", root), "utf8");

/** @param {"light" | "dark"} name */
function themeColors(name) {
  const table = theme.slice(theme.indexOf(`${name}_theme = {`)).split("\n};")[0];
  const colors = Object.fromEntries(
    [...table.matchAll(/\.(\w+) = rgb\(0x(\w{6})\)/g)].map(([, key, value]) => [
      key.replaceAll("_", "-"),
      value.toLowerCase(),
    ]),
  );
  const tones = [...table.matchAll(/^ *\{rgb\(0x(\w{6})\),\s+rgb\(0x(\w{6})\),\s+rgb\(0x(\w{6})\)\}/gm)].map((row) =>
    row.slice(1).map((value) => value.toLowerCase()),
  );
  const [, accent, , , danger] = tones; // In the order of `Tone`.
  Object.assign(colors, {
    "accent-fill": accent[1],
    "on-accent-fill": accent[2],
    danger: danger[0],
    "danger-fill": danger[1],
    "on-danger-fill": danger[2],
  });
  return colors;
}

it("the sign-in has the theme's colours", () => {
  const light = themeColors("light");
  const dark = themeColors("dark");
  const declared = [...style.matchAll(/--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\)/g)];
  assert.ok(declared.length >= 15);
  for (const [, name, inLight, inDark] of declared) {
    assert.equal(inLight, light[name], `--${name} in light`);
    assert.equal(inDark, dark[name], `--${name} in dark`);
  }
});
