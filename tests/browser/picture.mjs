// Pictures of the demo, to look at and for the README. By hand, after `npm ci`:
//   KITH=…/kith node picture.mjs               the demo's page and three of a phone's, into docs/pictures
//   KITH=…/kith node picture.mjs --all FOLDER  every page, narrow and wide, in English and in Welsh
import { mkdirSync } from "node:fs";
import { launch } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { devicePrefixes, ownLinks, speak } from "./page_checks.mjs";

const PICTURES = new URL("../../docs/pictures/", import.meta.url).pathname;
const PHONE = { width: 390, height: 844 };
const WIDTHS = [390, 1280];
const LANGUAGES = ["en", "cy"];
const PAGES_MAX = 500;

// Two addresses of one shape differ in ids only.
const shape = (url) => new URL(url).pathname.replace(/[0-9a-f]{8,}/g, "ID");
const fileName = (url) => shape(url).replace(/^\//, "").replaceAll("/", "_") || "demo";

async function readmePictures(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1720, height: 1080 }, locale: "en-GB", reducedMotion: "reduce" });
  await page.goto(url, { waitUntil: "load" });
  for (const frame of page.frames()) await frame.locator("h1").first().waitFor();
  await page.screenshot({ path: `${PICTURES}demo.png` });
  const { origin } = new URL(page.url());
  const phone = (await devicePrefixes(page)).find((prefix) => prefix.startsWith("/phone/"));
  await page.setViewportSize(PHONE);
  await page.goto(`${origin}${phone}/`);
  await page.screenshot({ path: `${PICTURES}today.png` });
  const links = await ownLinks(page);
  await page.goto(links.find((link) => /\/circle\/[0-9a-f]+$/.test(link)));
  await page.screenshot({ path: `${PICTURES}circle.png` });
  await page.goto(`${origin}${phone}/coins`);
  await page.screenshot({ path: `${PICTURES}coins.png` });
}

async function everyPicture(browser, url, folder) {
  const context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(url);
  const origin = new URL(page.url()).origin;
  const prefixes = await devicePrefixes(page);
  for (const language of LANGUAGES) {
    await speak(page, origin, prefixes, language);
    for (const width of WIDTHS) mkdirSync(`${folder}/${language}-${width}`, { recursive: true });
    const waiting = [`${origin}/?lang=${language}`];
    const seen = new Set();
    while (waiting.length > 0 && seen.size < PAGES_MAX) {
      const next = waiting.shift();
      if (seen.has(shape(next))) continue;
      seen.add(shape(next));
      await page.goto(next, { waitUntil: "load" });
      waiting.push(...(await ownLinks(page)));
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
        await page.screenshot({ path: `${folder}/${language}-${width}/${fileName(next)}.png`, fullPage: true });
      }
    }
    console.log(`${language}: ${seen.size} pages`);
  }
  await speak(page, origin, prefixes, "en");
}

const [flag, folder] = process.argv.slice(2);
const demo = await startDemo();
const browser = await launch();
try {
  if (flag === "--all" && folder) await everyPicture(browser, demo.url, folder);
  else await readmePictures(browser, demo.url);
} finally {
  await browser.close();
  await demo.stop();
}
