import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";

// Not the browser's own cryptography, which doesn't answer at once: what content committed has to be kept before its call returns, and
// sealed from the first moment on.
const nonceBytes = 24;

/** Seals a text with a key of 32 bytes in base64. */
export function seal(key: string, text: string): string {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const sealed = xchacha20poly1305(bytes(key), nonce).encrypt(new TextEncoder().encode(text));
  return base64(nonce) + base64(sealed); // 24 bytes fill their 32 letters
}

/** Opens it; null when it isn't sealed with this key. */
export function unseal(key: string, sealed: string): string | null {
  try {
    const all = bytes(sealed);
    return new TextDecoder().decode(xchacha20poly1305(bytes(key), all.subarray(0, nonceBytes)).decrypt(all.subarray(nonceBytes)));
  } catch {
    return null;
  }
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function base64(of: Uint8Array): string {
  let text = "";
  for (let at = 0; at < of.length; at += 0x8000) text += String.fromCharCode(...of.subarray(at, at + 0x8000));
  return btoa(text);
}
