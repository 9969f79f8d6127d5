"use strict";
// Opens an emergency card in the browser. The key is behind the # of the address, which is never sent; what comes from the relay is sealed
// with AES-256-GCM, which every browser of the last ten years opens by itself (as PROTOCOL.md has it).

const PREFIX = 18; // version, kind, mailbox
const NONCE = PREFIX + 12; // behind the format
const HEADER = NONCE + 12;
const FORMAT = "kith/card/2\0";

// Whether a card is sealed as this page opens it: those that were handed out before have run out.
const isOfThisFormat = (envelope) => String.fromCharCode(...envelope.slice(PREFIX, NONCE)) === FORMAT;

// The text of a sealed card; nothing where the key is another's or a byte was changed.
async function openCard(envelope, key) {
  if (key.length !== 32 || !isOfThisFormat(envelope)) return null;
  try {
    const secret = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
    const how = { name: "AES-GCM", iv: envelope.slice(NONCE, HEADER), additionalData: envelope.slice(0, HEADER) };
    const text = await crypto.subtle.decrypt(how, secret, envelope.slice(HEADER));
    return new TextDecoder().decode(new Uint8Array(text, 4, new DataView(text).getUint32(0)));
  } catch {
    return null;
  }
}

function keyOf(fragment) {
  try {
    const plain = atob(fragment.replace(/^#/, "").replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}

// English, and Welsh.
const SAYS = {
  wait: ["One moment…", "Un eiliad…"],
  key: ["The address is not whole: the part behind # is missing or was changed.", "Nid yw’r cyfeiriad yn gyfan: mae’r rhan ar ôl # ar goll neu wedi’i newid."],
  insecure: [
    "A card is opened over a secure connection alone: the address must begin with https.",
    "Dim ond dros gysylltiad diogel yr agorir cerdyn: rhaid i’r cyfeiriad ddechrau â https.",
  ],
  404: ["There is no such card, or it was withdrawn.", "Nid oes cerdyn o’r fath, neu fe’i tynnwyd yn ôl."],
  410: ["This link has run out.", "Mae’r ddolen hon wedi dod i ben."],
  429: ["This card has been opened too often. Ask for a new link.", "Agorwyd y cerdyn hwn yn rhy aml. Gofynnwch am ddolen newydd."],
  other: ["The card cannot be had now. Try again in a moment.", "Ni ellir cael y cerdyn nawr. Rhowch gynnig arall arni ymhen ychydig."],
};

// Each language is marked as what it is, so that it is read aloud as such.
function say(state, said) {
  state.replaceChildren(
    ...(said ?? []).map((text, at) => {
      const part = document.createElement("span");
      [part.lang, part.textContent] = [at === 0 ? "en" : "cy", `${text} `];
      return part;
    }),
  );
}

async function show() {
  const [state, card, button] = ["state", "card", "open"].map((id) => document.getElementById(id));
  const key = keyOf(location.hash);
  // Without the key nothing is asked for, and nothing is logged.
  if (key.length !== 32) {
    say(state, SAYS.key);
    return;
  }
  // Browsers open nothing for a page that somebody on the way could have changed, and no look is logged for it.
  if (!globalThis.crypto?.subtle) {
    say(state, SAYS.insecure);
    return;
  }
  say(state, SAYS.wait);
  button.disabled = true;
  let said = SAYS.other;
  try {
    const answer = await fetch(`${location.pathname}/open`, { method: "POST", cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" });
    const sealed = answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
    const text = sealed && (await openCard(sealed, key));
    if (typeof text === "string") {
      [card.textContent, card.hidden, button.hidden] = [text, false, true];
      say(state);
      card.focus();
      return;
    }
    said = sealed ? SAYS[isOfThisFormat(sealed) ? "key" : 410] : (SAYS[answer.status] ?? SAYS.other);
  } catch {
    // No signal: what is said already holds.
  }
  say(state, said);
  button.disabled = false;
}

if (typeof document === "undefined") module.exports = { openCard, keyOf };
else document.getElementById("open").addEventListener("click", show);
