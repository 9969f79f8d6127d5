// What every page must keep: words for assistive technology, contrast, targets, and no sideways scroll at any width, nor with text twice as large.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// Widths in px: the narrowest phone, a phone, a tablet, a desk.
export const WIDTHS = [320, 390, 800, 1440];

// Where text is tried at twice its size (WCAG 1.4.4): a phone.
const LARGE_TEXT_WIDTH = 390;

// A phone and a desk; so high that the places at a phone's foot cover nothing that one would scroll to.
const LOOKS = [{ width: 390, height: 40000 }, { width: 1280, height: 900 }];

export async function isAccessible(page) {
  await page.evaluate(axe);
  for (const look of LOOKS) {
    await page.setViewportSize(look);
    const said = await page.evaluate(findViolations, RULES);
    assert.deepEqual(said, [], `${page.url()} breaks WCAG 2.2 AA at ${look.width} px`);
  }
}

// Runs in the page, and brings back the sentences alone: everything that axe knows of a page is megabytes.
async function findViolations(tags) {
  const { violations } = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} — ${v.help}`));
}

export async function fitsEveryWidth(page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok((await beyond(page)) <= 0, `${page.url()} scrolls ${await beyond(page)} px sideways at ${width} px`);
  }
  await page.setViewportSize({ width: LARGE_TEXT_WIDTH, height: 900 });
  const large = await beyond(page, "200%");
  assert.ok(large <= 0, `${page.url()} scrolls ${large} px sideways with text at 200 %`);
}

// How far a page goes beyond its window, in px, with text at a size.
function beyond(page, size = "") {
  return page.evaluate((size) => {
    const root = document.documentElement;
    root.style.fontSize = size;
    const px = root.scrollWidth - root.clientWidth;
    root.style.fontSize = "";
    return px;
  }, size);
}

export async function saysWhereItIs(page) {
  assert.ok(await page.title(), `${page.url()} has no title`);
  assert.ok(await page.getAttribute("html", "lang"), `${page.url()} names no language`);
  assert.equal(await page.locator("h1").count(), 1, `${page.url()} has one first heading`);
}

// Links of this site that the page shows, frames among them, without fragments; what downloads or leaves is not among them.
export async function ownLinks(page) {
  const here = new URL(page.url());
  const all = await page
    .locator("a[href]:not([download]), iframe[src]")
    .evaluateAll((links) => links.map((link) => link.href ?? link.src));
  const own = all.map((href) => new URL(href)).filter((url) => url.origin === here.origin);
  return [...new Set(own.map((url) => url.href.split("#")[0]))];
}

// Sets the language of the devices at these prefixes by the form that people use.
export async function speak(page, origin, prefixes, language) {
  for (const prefix of prefixes) {
    await page.goto(`${origin}${prefix}/more`);
    await page.locator(`form[action$="/language"] button[value="${language}"]`).click();
    await page.waitForURL((address) => !address.pathname.endsWith("/language"));
  }
}

// The paths of the devices that the demo's page shows.
export async function devicePrefixes(page) {
  return page.locator("iframe[data-device]").evaluateAll((all) => all.map((frame) => frame.dataset.device));
}
