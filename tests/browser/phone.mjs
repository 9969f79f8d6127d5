// A device of the demo in a tab of its own: the few things that the stories do with it. Words are looked for where people wrote
// them; everything else is found by the names of forms and fields, which do not change with the language.
import assert from "node:assert/strict";

// How long something may take to cross from one device to another, ms.
export const CROSSES_MS_MAX = 30_000;

export class Phone {
  constructor(page, origin, prefix) {
    Object.assign(this, { page, origin, prefix });
  }

  async open(path) {
    const answer = await this.page.goto(`${this.origin}${this.prefix}${path}`);
    assert.ok(answer.ok(), `${this.prefix}${path} answers ${answer.status()}`);
  }

  // Switches airplane mode by the switch in the header. Pressed means that there is signal.
  async airplane(on) {
    const button = this.page.locator('#signal button[name="airplane"]');
    if ((await button.getAttribute("aria-pressed")) === String(on)) await button.click();
    await this.page.locator(`#signal button[aria-pressed="${!on}"]`).waitFor();
  }

  // The ids of the circles that this device's person is in.
  async circles() {
    await this.open("/circle");
    const paths = [this.page.url(), ...(await this.page.locator("main a[href]").evaluateAll((links) => links.map((a) => a.href)))];
    return [...new Set(paths.map((path) => path.match(/\/circle\/([0-9a-f]{16,})/)?.[1]).filter(Boolean))];
  }

  async writeNote(text) {
    const form = this.page.locator('form[action$="/note"]');
    await form.locator('textarea[name="text"]').fill(text);
    await form.locator('button[type="submit"]').click();
    await this.note(text).waitFor();
  }

  note(text) {
    return this.page.locator("article.note").filter({ hasText: text }).first();
  }

  // The class of the truth strip: ok, quiet, or waits.
  async truth() {
    return this.page.locator("#truth").getAttribute("class");
  }
}

// The demo's devices, each in a tab of its own, the office first.
export async function devices(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  const origin = new URL(page.url()).origin;
  const frames = await page.locator("iframe[data-device]").evaluateAll((all) => all.map((f) => f.dataset.device));
  assert.ok(frames.length >= 4, `an office and three phones at least, not ${frames.length}`);
  await page.close();
  return Promise.all(frames.map(async (prefix) => new Phone(await context.newPage(), origin, prefix)));
}

// Two phones whose people share a circle, and that circle.
export async function twoOfOneCircle(phones) {
  const theirs = await Promise.all(phones.map((phone) => phone.circles()));
  for (const [i, a] of phones.entries()) {
    for (const [j, b] of phones.entries()) {
      const shared = i < j && theirs[i].find((id) => theirs[j].includes(id));
      if (shared) return { a, b, circle: shared };
    }
  }
  assert.fail("no two phones share a circle");
}
