// Pages that the demo does not come to (a dose given twice, a form that did not go through, a locked profile) as the desk's own tests
// draw them, in a real browser. Run by `./check browser`; by hand: draw them with KITH_PAGES_OUT=DIR, then `KITH_PAGES=DIR node --test samples.mjs`.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { fitsEveryWidth, isAccessible, saysWhereItIs } from "./page_checks.mjs";

const FOLDER = process.env.KITH_PAGES;
const ASSETS = new URL("../../desk/assets/", import.meta.url);
const ORIGIN = "http://samples.localhost";
const LOCKED = 423;
const NO_SUCH_METHOD = 405;
// Drawn by the desk's tests, and shown by no page of the demo.
const BEYOND_THE_DEMO = ["en_circle_c1_medicines", "en_circle_c1_card", "en_circle_c1_people_huw", "en_circle_c1_card_links", "cy_circle_c1_card_links", "en_mandates", "cy_mandates", "en_coins_twice", "trouble", "locked", "folded_0"];

let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

// A context in which every address answers as `answers` says, and the assets are the desk's own.
async function site(answers) {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/live") return route.abort();
    if (pathname.startsWith("/assets/")) {
      const body = await readFile(new URL(pathname.slice("/assets/".length), ASSETS)).catch(() => null);
      const contentType = pathname.endsWith(".css") ? "text/css" : pathname.endsWith(".js") ? "text/javascript" : undefined;
      return body ? route.fulfill({ body, contentType }) : route.fulfill({ status: 404 });
    }
    const [status, body] = answers(route.request(), pathname);
    return route.fulfill({ status, body, contentType: "text/html; charset=utf-8" });
  });
  return context;
}

const drawn = (name) => readFile(`${FOLDER}/${name}.html`, "utf8");

// covers: X4
test("what the demo does not come to is accessible", async () => {
  const pages = new Map(await Promise.all(BEYOND_THE_DEMO.map(async (name) => [`/${name}`, await drawn(name)])));
  const context = await site((_, path) => [200, pages.get(path) ?? ""]);
  const page = await context.newPage();
  for (const path of pages.keys()) {
    await page.goto(`${ORIGIN}${path}`);
    await fitsEveryWidth(page);
    await isAccessible(page);
  }
  await context.close();
});

// covers: X5
test("nothing stays on the screen once the profile is locked, after a form that did not go through either", async () => {
  const [trouble, locked] = [await drawn("trouble"), await drawn("locked")];
  const isLocked = { now: false };
  const context = await site((request, path) => {
    if (path === "/") return isLocked.now ? [LOCKED, locked] : [200, trouble];
    // Only forms are taken here; the page is what came of one.
    return request.headers()["x-kith-live"] ? [NO_SUCH_METHOD, ""] : [422, trouble];
  });
  const page = await context.newPage();
  await page.goto(`${ORIGIN}/circle/c1/visit/v1`);
  const words = "tea is on the left";
  assert.ok((await page.content()).includes(words));
  const hear = () => page.evaluate(() => window.postMessage({ kith: "all" }, location.origin));
  isLocked.now = true;
  await hear();
  await page.waitForURL(`${ORIGIN}/`);
  assert.ok(!(await page.content()).includes(words));
  await context.close();
});

test("a draft opens what it is in and folds nothing away", async () => {
  const [plain, failed] = [await drawn("en_circle_c1_medicines"), await drawn("folded_0")];
  const answer = { body: plain };
  const context = await site(() => [200, answer.body]);
  const page = await context.newPage();
  await page.goto(`${ORIGIN}/circle/c1/medicines`);
  const form = 'form[action="/circle/c1/medicines/change/l-medicine-current"]';
  const isOpen = () => page.locator(form).evaluate((at) => at.closest("details").open);
  await page.locator(form).evaluate((at) => (at.closest("details").open = true));
  await page.locator(`${form} input[name=dose]`).fill("2 tablets");
  await page.reload();
  assert.equal(await page.inputValue(`${form} input[name=dose]`), "2 tablets");
  assert.ok(await isOpen(), "a form with a draft in it is open");
  answer.body = failed;
  await page.reload();
  assert.ok(await isOpen(), "a form that did not go through stays open, whatever of its draft is as it was");
  await context.close();
});

// covers: X5
test("whoever types is said to be there, now and then", async () => {
  const told = [];
  const page_ = await drawn("en_circle_c1_medicines");
  const context = await site((request, path) => {
    if (path !== "/present") return [200, page_];
    told.push(request.postData());
    return [204, ""];
  });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${ORIGIN}/circle/c1/medicines`);
  const add = page.locator('form[action="/circle/c1/medicines/allergy"]');
  await add.evaluate((at) => (at.closest("details").open = true));
  const field = add.locator("input[name=to]");
  await field.press("a");
  assert.equal(told.length, 0, "the page itself has just said so");
  await page.clock.fastForward(60_000);
  const sent = page.waitForRequest(`${ORIGIN}/present`);
  await field.press("b");
  await sent;
  await field.press("c");
  assert.equal(told.length, 1);
  assert.match(told[0], /^secret=[0-9a-f]+$/);
  await context.close();
});

// The page that a relay hands out for an emergency card's link: nobody's own, so in both languages at once.
// covers: R9, X4
test("the relay's page for a card is accessible, asks nothing without the key, and says why a card does not open", async () => {
  const CARDS = new URL("../../sync-relay/src/cards/", import.meta.url);
  const opened = [];
  const context = await browser.newContext({ reducedMotion: "reduce" });
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.endsWith("/open")) {
      opened.push(route.request().method());
      return route.fulfill({ status: 404 });
    }
    const file = pathname === "/card/00ff" ? "card.html" : pathname.slice("/card/".length);
    const body = await readFile(new URL(file, CARDS)).catch(() => null);
    const contentType = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript" }[file.split(".").pop()];
    return body ? route.fulfill({ body, contentType }) : route.fulfill({ status: 404 });
  });
  const page = await context.newPage();
  await page.goto(`${ORIGIN}/card/00ff`);
  await saysWhereItIs(page);
  await fitsEveryWidth(page);
  await isAccessible(page);
  const open = page.getByRole("button", { name: "Open the card / Agor y cerdyn" });
  await page.keyboard.press("Tab");
  assert.ok(await open.evaluate((button) => button === document.activeElement), "the first stop of the keyboard");
  await page.keyboard.press("Enter");
  await page.getByText("the part behind # is missing").waitFor();
  assert.deepEqual(opened, [], "without the key nothing is asked, and nothing is logged");
  await page.goto(`${ORIGIN}/card/00ff#${"A".repeat(43)}`);
  await page.reload();
  await open.click();
  await page.getByText("it was withdrawn").waitFor();
  assert.deepEqual(opened, ["POST"]);
  assert.equal(await page.locator("#state [lang=cy]").innerText(), "Nid oes cerdyn o’r fath, neu fe’i tynnwyd yn ôl.");
  await isAccessible(page);
  // As it stands once it is opened, with words longer than a line.
  await page.evaluate(() => {
    const card = document.getElementById("card");
    [card.textContent, card.hidden] = [`Mair\n${"penicillin ".repeat(40)}\n${"x".repeat(200)}`, false];
  });
  await fitsEveryWidth(page);
  await isAccessible(page);
  await context.close();
});
