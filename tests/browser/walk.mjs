// Walks the demo in a real browser. Run by `./check browser`; by hand: `npm ci && KITH=…/kith node --test walk.mjs`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { devicePrefixes, fitsEveryWidth, isAccessible, ownLinks, saysWhereItIs, speak } from "./page_checks.mjs";
import { tellStories } from "./stories.mjs";

const PAGES_MAX = 500;
// Pages that people must find by links alone, by the ends of their addresses.
const FOUND = ["/privacy", "/privacy/erase", "/privacy/requests", "/safety", "/safety/new", "/vault", "/devices", "/recovery"];
let demo, browser;

before(async () => {
  demo = await startDemo();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

tellStories(() => ({ browser, url: demo.url }));

// Two addresses of one shape differ in ids only: the page is the same with other data.
const shape = (url) => url.replace(/[0-9a-f]{8,}/g, "ID");

// Opens a page of every shape that links lead to, one after the other, and calls `look` on each.
async function everyPage(context, look, start = demo.url) {
  const page = await context.newPage();
  const waiting = [start];
  const seen = new Set();
  while (waiting.length > 0 && seen.size < PAGES_MAX) {
    const url = waiting.shift();
    if (seen.has(shape(url))) continue;
    seen.add(shape(url));
    const answer = await page.goto(url);
    assert.ok(answer.ok(), `${url} answers ${answer.status()}`);
    if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    waiting.push(...(await ownLinks(page)));
    await look(page);
  }
  await page.close();
  assert.ok(seen.size < PAGES_MAX, "no page is left out");
  return [...seen];
}

// covers: X4
test("every page is there, says where it is, and fits every width, without scripts", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const pages = await everyPage(context, async (page) => {
    await saysWhereItIs(page);
    await fitsEveryWidth(page);
  });
  assert.ok(pages.length > 20, `only ${pages.length} pages were found`);
  for (const end of FOUND) assert.ok(pages.some((url) => new URL(url).pathname.endsWith(end)), `no link leads to ${end}`);
  await context.close();
});

// What is asked for is said in both languages, and each look of the pages is looked at in one of them.
for (const { colorScheme, language } of [
  { colorScheme: "light", language: "en" },
  { colorScheme: "dark", language: "cy" },
]) {
  // covers: X4
  test(`every page is accessible, ${colorScheme}, in ${language}`, async () => {
    const context = await browser.newContext({ colorScheme, reducedMotion: "reduce" });
    const said = [];
    let inLanguage = 0;
    context.on("weberror", (error) => said.push(String(error.error())));
    const page = await context.newPage();
    await page.goto(demo.url);
    const { origin } = new URL(page.url());
    await speak(page, origin, await devicePrefixes(page), language);
    await page.close();
    const pages = await everyPage(
      context,
      async (at) => {
        await isAccessible(at);
        inLanguage += (await at.getAttribute("html", "lang")) === language ? 1 : 0;
      },
      `${origin}/?lang=${language}`,
    );
    // All but the demo's own page in the other language.
    assert.ok(inLanguage >= pages.length - 2, `${inLanguage} of ${pages.length} pages are in ${language}`);
    assert.deepEqual(said, [], "no page's script fails");
    await context.close();
  });
}
