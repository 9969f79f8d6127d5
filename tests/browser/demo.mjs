// Starts `kith demo` and finds its address in what it prints; KITH_DEMO_URL names one that runs already.
import { spawn } from "node:child_process";

const START_MS_MAX = 180_000;
const ADDRESS = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\S*/;

// Gives { url, stop }.
export async function startDemo() {
  if (process.env.KITH_DEMO_URL) return { url: process.env.KITH_DEMO_URL, stop: async () => {} };
  const kith = process.env.KITH ?? new URL("../../target/release/kith", import.meta.url).pathname;
  const child = spawn(kith, ["demo"], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGINT");
    await ended;
  };
  try {
    return { url: await address(child, ended), stop };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

function address(child, ended) {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`no address after ${START_MS_MAX} ms; it said:\n${said}`)), START_MS_MAX);
    const read = (chunk) => {
      said += chunk;
      const found = said.match(ADDRESS);
      // The address is whole once something follows it.
      if (found && said.length > found.index + found[0].length) {
        clearTimeout(timer);
        resolve(found[0]);
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    ended.then((code) => reject(new Error(`kith demo ended with ${code}; it said:\n${said}`)));
  });
}
