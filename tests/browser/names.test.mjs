/** Names in scripts that the console's own fonts have not: the browser's draw them, on the canvas as in a page. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

const names = ["رشيد الفاروقي", "נעמי פלדמן", "陈晓明", "渡辺 浩", "박예진", "राजेश वेंकटरमन", "สมชาย ใจดี", "Florian Habermann 🚑", "Aaliyah Thompson 👩‍🚒"];

describe("names of the world", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  for (const webgl of [true, false]) {
    it(`are drawn as the browser draws them, ${webgl ? "with" : "without"} WebGL`, async () => {
      const visitor = await house.visit(people.accountAdmin, {
        hash: "#/users",
        before: webgl ? withGraphicsCard : withoutWebgl,
      });
      for (const name of names) {
        const { likeness, ink } = await compare(visitor, name);
        assert.ok(ink > 20, `${name} is there: ${ink} points of ink`);
        assert.ok(likeness > 0.85, `${name} looks as in a page: ${likeness.toFixed(3)}`);
      }
    });
  }

  it("differ from each other: no rows of boxes", async () => {
    const { page } = await house.visit(people.accountAdmin, { hash: "#/users" });
    const pictures = await page.evaluate((all) => {
      const canvas = document.createElement("canvas");
      const context = canvas.getContext("2d");
      return all.map((letter) => {
        canvas.width = canvas.height = 40;
        context.font = '28px "Castellan Sans", system-ui, sans-serif';
        context.fillText(letter, 4, 30);
        return canvas.toDataURL();
      });
    }, ["陈", "晓", "渡", "박", "예", "ر", "ש", "र", "ส", "🚑", "👩‍🚒", "👩"]);
    assert.equal(new Set(pictures).size, pictures.length, "the fonts of this machine have them all");
  });

  it("come back after the context was lost", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users", before: withGraphicsCard });
    assert.ok((await compare(visitor, "陈晓明")).likeness > 0.85);
    await visitor.page.evaluate(async () => {
      const lose = document.getElementById("canvas").getContext("webgl2").getExtension("WEBGL_lose_context");
      lose.loseContext();
      await new Promise((resolve) => setTimeout(resolve, 300));
      lose.restoreContext();
    });
    await visitor.page.waitForTimeout(500);
    const { likeness } = await compare(visitor, "陈晓明");
    assert.ok(likeness > 0.85, `as before: ${likeness.toFixed(3)}`);
  });
});

/** Where tests run WebGL is software, which the console passes over. @param {import("playwright-core").Page} page */
function withGraphicsCard(page) {
  return page.addInitScript(() => {
    const asked = WebGL2RenderingContext.prototype.getParameter;
    WebGL2RenderingContext.prototype.getParameter = function (name) {
      return name === this.RENDERER ? "A graphics card" : asked.call(this, name);
    };
  });
}

/** @param {import("playwright-core").Page} page */
function withoutWebgl(page) {
  return page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind.startsWith("webgl") ? null : original.call(this, kind, ...rest);
    };
  });
}

/**
 * How like the drawn name is to what a 2D canvas makes of it: 1 is the same. Taken where the two fit best, since a line
 * may begin between two pixels.
 * @param {import("./house.mjs").Visitor} visitor
 * @param {string} name
 */
async function compare(visitor, name) {
  const { page } = visitor;
  await page.getByRole("searchbox", { name: "Search people" }).fill(name);
  const cell = page.getByRole("gridcell", { name }).filter({ hasNot: page.getByRole("checkbox") }).first();
  await cell.waitFor({ state: "attached" });
  await page.getByText(/^1 (person|of)/).first().waitFor({ state: "attached" });
  await visitor.atRest();
  const box = await cell.boundingBox();
  const shot = await page.screenshot({ clip: { ...box, width: Math.min(box.width, 320) } });
  return page.evaluate(
    async ({ png, name }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const seen = draw(image.width, image.height, (context) => context.drawImage(image, 0, 0));
      const measure = document.createElement("canvas").getContext("2d");
      const font = '600 14px "Castellan Sans", system-ui, sans-serif';
      measure.font = font;
      const width = Math.ceil(measure.measureText(name).width) + 4;
      const height = 26;
      const [red, green, blue] = seen.data.slice(0, 3);
      const wanted = draw(width, height, (context) => {
        context.fillStyle = `rgb(${red} ${green} ${blue})`;
        context.fillRect(0, 0, width, height);
        context.font = font;
        context.fillStyle = "#161b24";
        context.fillText(name, 2, 18);
      });
      const inkOf = (data, at) => Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue);
      let ink = 0;
      for (let at = 0; at < wanted.data.length; at += 4) if (inkOf(wanted.data, at) > 96) ink++;
      let best = 0;
      for (let top = 0; top + height <= seen.height; top++)
        for (let left = 30; left + width <= seen.width && left < 80; left++) {
          let both = 0;
          let first = 0;
          let second = 0;
          for (let y = 0; y < height; y++)
            for (let x = 0; x < width; x++) {
              const a = inkOf(wanted.data, (y * width + x) * 4);
              const b = inkOf(seen.data, ((top + y) * seen.width + left + x) * 4);
              both += a * b;
              first += a * a;
              second += b * b;
            }
          best = Math.max(best, both / Math.sqrt(first * second || 1));
        }
      return { likeness: best, ink };

      function draw(columns, rows, how) {
        const canvas = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
        const context = canvas.getContext("2d", { willReadFrequently: true });
        how(context);
        return context.getImageData(0, 0, columns, rows);
      }
    },
    { png: shot.toString("base64"), name },
  );
}
