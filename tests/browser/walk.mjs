// Walks the demo in a real browser. Run by `./check browser`; by hand: `npm ci && KITH=…/kith node --test walk.mjs`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { fitsEveryWidth, isAccessible, ownLinks, saysWhereItIs } from "./page_checks.mjs";

const PAGES_MAX = 60;
let demo, browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

// Opens every page that links lead to, one after the other, and calls `look` on each.
async function everyPage(context, look) {
  const page = await context.newPage();
  const waiting = [demo.url];
  const seen = new Set();
  while (waiting.length > 0 && seen.size < PAGES_MAX) {
    const url = waiting.shift();
    if (seen.has(url)) continue;
    seen.add(url);
    const answer = await page.goto(url);
    assert.ok(answer.ok(), `${url} answers ${answer.status()}`);
    if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    waiting.push(...(await ownLinks(page)));
    await look(page);
  }
  await page.close();
  return seen.size;
}

// covers: X4
test("every page is there, says where it is, and fits every width, without scripts", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const pages = await everyPage(context, async (page) => {
    await saysWhereItIs(page);
    await fitsEveryWidth(page);
  });
  assert.ok(pages > 1, "the first page leads somewhere");
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  // covers: X4
  test(`every page is accessible, ${colorScheme}`, async () => {
    const context = await browser.newContext({ colorScheme, reducedMotion: "reduce" });
    const said = [];
    context.on("weberror", (error) => said.push(String(error.error())));
    await everyPage(context, isAccessible);
    assert.deepEqual(said, [], "no page's script fails");
    await context.close();
  });
}
