/** At 200 % zoom a window of 1280 × 800 has room for 640 × 400: all of it is there, and one scrolls in one direction only. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people, screens } from "./house.mjs";

/** What reaches over a side of the page, or lies beside it: none of it could be seen. @param {import("playwright-core").Page} page */
const beside = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("#mirror *")]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.left < -1 || box.right > innerWidth + 1))
      .map(({ element, box }) => `${element.outerHTML.slice(0, 160)} from ${box.left} to ${box.right} of ${innerWidth}`));

describe("at 200 % zoom", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("the sign-in scrolls in one direction only, and nothing of it is cut off", async () => {
    const { page } = await house.visit("", { viewport: { width: 640, height: 400 } });
    await page.getByRole("button", { name: "Sign in" }).scrollIntoViewIfNeeded();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    for (const part of await page.locator("#sign-in :is(h1, label, input, button)").all())
      assert.ok(await part.evaluate((element) => element.scrollWidth <= element.clientWidth + 1), await part.innerHTML());
  });

  for (const who of ["accountAdmin", "fullAdmin", "organizationAdmin", "teamOwner"])
    it(`nothing of any screen of ${who} lies beside the page`, async () => {
      const visitor = await house.visit(people[who], { viewport: { width: 640, height: 400 } });
      const { page } = visitor;
      for (const hash of screens) {
        await visitor.open(hash);
        await visitor.atRest();
        assert.ok((await page.getByRole("main").locator("*").count()) > 0, `${hash} is drawn`);
        assert.deepEqual(await beside(page), [], hash);
        await page.mouse.move(320, 300);
        await page.mouse.wheel(400, 0); // Sideways, which must not do anything.
        await visitor.atRest();
        assert.deepEqual(await beside(page), [], `${hash}, wheeled sideways`);
      }
    });
});
