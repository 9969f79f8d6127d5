// Debian's Chromium, without the parts that would look for the internet.
import { chromium } from "playwright-core";

const FLAGS = ["--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"];

export function launch() {
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: root ? [...FLAGS, "--no-sandbox"] : FLAGS,
  });
}
