"use strict";
// Opens an emergency card in the browser. The key is behind the # of the address, which is never sent; what comes from the relay is sealed
// (XChaCha20-Poly1305, as PROTOCOL.md has it), and nothing here needs more than a browser of the last ten years.

const PREFIX = 18; // version, kind, mailbox
const HEADER = PREFIX + 24; // and the nonce

const rotate = (value, by) => ((value << by) | (value >>> (32 - by))) >>> 0;

function quarter(s, a, b, c, d) {
  s[a] = (s[a] + s[b]) >>> 0;
  s[d] = rotate(s[d] ^ s[a], 16);
  s[c] = (s[c] + s[d]) >>> 0;
  s[b] = rotate(s[b] ^ s[c], 12);
  s[a] = (s[a] + s[b]) >>> 0;
  s[d] = rotate(s[d] ^ s[a], 8);
  s[c] = (s[c] + s[d]) >>> 0;
  s[b] = rotate(s[b] ^ s[c], 7);
}

function rounds(state) {
  for (let round = 0; round < 10; round += 1) {
    quarter(state, 0, 4, 8, 12);
    quarter(state, 1, 5, 9, 13);
    quarter(state, 2, 6, 10, 14);
    quarter(state, 3, 7, 11, 15);
    quarter(state, 0, 5, 10, 15);
    quarter(state, 1, 6, 11, 12);
    quarter(state, 2, 7, 8, 13);
    quarter(state, 3, 4, 9, 14);
  }
}

function words(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 4 }, (_, at) => view.getUint32(at * 4, true));
}

function bytesOf(list) {
  const out = new Uint8Array(list.length * 4);
  const view = new DataView(out.buffer);
  list.forEach((word, at) => view.setUint32(at * 4, word, true));
  return out;
}

const CONSTANT = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];

function hchacha(key, nonce) {
  const state = Uint32Array.from([...CONSTANT, ...words(key), ...words(nonce)]);
  rounds(state);
  return bytesOf([...state.slice(0, 4), ...state.slice(12, 16)]);
}

function block(key, counter, nonce) {
  const begin = Uint32Array.from([...CONSTANT, ...words(key), counter, ...words(nonce)]);
  const state = begin.slice();
  rounds(state);
  return bytesOf(Array.from(state, (word, at) => (word + begin[at]) >>> 0));
}

const little = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function poly1305(key, message) {
  const prime = (1n << 130n) - 5n;
  const r = little(key.slice(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn;
  let sum = 0n;
  for (let at = 0; at < message.length; at += 16) {
    const part = message.slice(at, at + 16);
    sum = ((sum + little(part) + (1n << BigInt(8 * part.length))) * r) % prime;
  }
  sum = (sum + little(key.slice(16, 32))) & ((1n << 128n) - 1n);
  return Uint8Array.from({ length: 16 }, (_, at) => Number((sum >> BigInt(8 * at)) & 255n));
}

function authenticated(header, sealed) {
  const up = (length) => Math.ceil(length / 16) * 16;
  const out = new Uint8Array(up(header.length) + up(sealed.length) + 16);
  out.set(header);
  out.set(sealed, up(header.length));
  const view = new DataView(out.buffer);
  view.setUint32(out.length - 16, header.length, true);
  view.setUint32(out.length - 8, sealed.length, true);
  return out;
}

// The text of a sealed card; nothing where the key is another's or a byte was changed.
function openCard(envelope, key) {
  if (envelope.length < HEADER + 16 || key.length !== 32) return null;
  const header = envelope.slice(0, HEADER);
  const sealed = envelope.slice(HEADER, envelope.length - 16);
  const nonce = header.slice(PREFIX);
  const inner = hchacha(key, nonce.slice(0, 16));
  const rest = new Uint8Array(12);
  rest.set(nonce.slice(16), 4);
  const tag = poly1305(block(inner, 0, rest).slice(0, 32), authenticated(header, sealed));
  const given = envelope.slice(envelope.length - 16);
  if (tag.reduce((differ, byte, at) => differ | (byte ^ given[at]), 0) !== 0) return null;
  const text = new Uint8Array(sealed.length);
  for (let at = 0; at < sealed.length; at += 64) {
    const stream = block(inner, 1 + at / 64, rest);
    for (let i = at; i < Math.min(at + 64, sealed.length); i += 1) text[i] = sealed[i] ^ stream[i - at];
  }
  // The number of the piece, which is 0; then the length, seven bits a byte; then the words.
  let [at, length, shift] = [1, 0, 0];
  for (; text[at] > 127; at += 1, shift += 7) length += (text[at] & 127) * 2 ** shift;
  length += text[at] * 2 ** shift;
  return new TextDecoder().decode(text.slice(at + 1, at + 1 + length));
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
  say(state, SAYS.wait);
  button.disabled = true;
  let said = SAYS.other;
  try {
    const answer = await fetch(`${location.pathname}/open`, { method: "POST", cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" });
    const text = answer.ok ? openCard(new Uint8Array(await answer.arrayBuffer()), key) : null;
    if (text !== null) {
      [card.textContent, card.hidden, button.hidden] = [text, false, true];
      say(state);
      card.focus();
      return;
    }
    said = answer.ok ? SAYS.key : (SAYS[answer.status] ?? SAYS.other);
  } catch {
    // No signal: what is said already holds.
  }
  say(state, said);
  button.disabled = false;
}

if (typeof document === "undefined") module.exports = { openCard, keyOf };
else document.getElementById("open").addEventListener("click", show);
