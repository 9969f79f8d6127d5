// What a visitor of the demo can do by hand, done by the browser's hand: each story leaves every device with signal.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CROSSES_MS_MAX, devices, twoOfOneCircle } from "./phone.mjs";

// `stage` gives { browser, url } once both run.
export function tellStories(stage) {
  const story = (name, tell) =>
    test(name, async () => {
      const context = await stage().browser.newContext({ locale: "en-GB" });
      context.setDefaultTimeout(CROSSES_MS_MAX);
      try {
        const [office, ...phones] = await devices(context, stage().url);
        await tell({ context, office, phones });
      } finally {
        await context.close();
      }
    });

  // covers: R2, X1, X8
  story("notes written on two phones without signal are on both once there is signal", async ({ phones }) => {
    const { a, b, circle } = await twoOfOneCircle(phones);
    const texts = ["The kettle is mended.", "Soup is in the fridge."];
    for (const [phone, text] of [[a, texts[0]], [b, texts[1]]]) {
      await phone.open(`/circle/${circle}`);
      await phone.airplane(true);
      await phone.writeNote(text);
      assert.match(await phone.truth(), /waits/, "the strip says that something waits");
    }
    assert.equal(await b.note(texts[0]).count(), 0, "nothing crosses without signal");
    for (const phone of [a, b]) await phone.airplane(false);
    await b.note(texts[0]).waitFor();
    await a.note(texts[1]).waitFor();
  });

  // covers: R2, N2
  story("a plan changed on two phones without signal merges its text and keeps both times", async ({ phones }) => {
    const { a, b, circle } = await twoOfOneCircle(phones);
    await a.open(`/circle/${circle}/plan`);
    await a.page.fill('input[name="title"]', "Trip to the sea");
    await a.page.fill('textarea[name="text"]', "Bring a coat.");
    await a.page.locator('main form button[type="submit"]').click();
    await a.page.waitForURL(/\/plan\/[0-9a-f]+/);
    const path = new URL(a.page.url()).pathname.slice(a.prefix.length);
    await b.open(`/circle/${circle}`);
    await b.page.locator(`a[href$="${path}"]`).first().waitFor();

    const edits = [[a, "Bring a coat and a flask.", "2026-12-01T10:00"], [b, "Ring Huw first. Bring a coat.", "2026-12-01T14:00"]];
    for (const [phone] of edits) {
      await phone.open(path);
      await phone.airplane(true);
    }
    for (const [phone, text, when] of edits) {
      const form = phone.page.locator(`form[action$="${path}"]`);
      await form.locator('textarea[name="text"]').fill(text);
      await form.locator('input[name="when"]').fill(when);
      await form.locator('button[type="submit"]').click();
      await phone.page.locator("p.words").filter({ hasText: text }).waitFor();
    }
    for (const [phone] of edits) await phone.airplane(false);
    for (const [phone] of edits) {
      await phone.page.locator("p.words").filter({ hasText: "Ring Huw first. Bring a coat and a flask." }).waitFor();
      const choices = phone.page.locator('form[action$="/choose"] button[name="value"]');
      await choices.nth(1).waitFor();
      assert.equal(await choices.count(), 2, "both times are kept, each with who wrote it");
    }
    await a.page.locator('form[action$="/choose"] button[name="value"]').first().click();
    await b.page.locator('form[action$="/choose"]').waitFor({ state: "detached" });
  });

  // covers: R5, X2
  story("with the relay off two phones meet directly, and the relay holds nothing that can be read", async ({ context, phones }) => {
    const { a, b, circle } = await twoOfOneCircle(phones);
    const demo = await context.newPage();
    const relay = async (on) => {
      await demo.goto(a.origin);
      const button = demo.locator('form[action="/relay"] button');
      if ((await button.getAttribute("aria-pressed")) !== String(on)) await button.click();
      await demo.locator(`form[action="/relay"] button[aria-pressed="${on}"]`).waitFor();
    };
    await relay(false);
    const text = "The bus goes from the chapel today.";
    await a.open(`/circle/${circle}`);
    await b.open(`/circle/${circle}`);
    await a.writeNote(text);
    await b.note(text).waitFor();
    await relay(true);
    await demo.goto(`${a.origin}/relay`);
    const lies = await demo.locator("main").innerText();
    assert.ok(!lies.includes(text) && (await demo.locator("tbody tr").count()) > 0, "envelopes, and no words");
  });
}
