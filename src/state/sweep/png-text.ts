/** A text in a PNG file, as readers of its metadata find it: an iTXt chunk (PNG, third edition, 11.3.3.4). */

const SIGNATURE = 8;
/** The first chunk, IHDR: length, type, 13 bytes, checksum. */
const HEADER_END = SIGNATURE + 4 + 4 + 13 + 4;

/** @param png a whole file. @param keyword 1 to 79 Latin letters. @returns the file with the text behind its header. */
export function withText(
  png: Uint8Array<ArrayBuffer>,
  keyword: string,
  text: string,
): Uint8Array<ArrayBuffer> {
  const utf8 = new TextEncoder();
  // Keyword, end, not compressed (2 bytes), no language, no translated keyword.
  const body = [...utf8.encode(`iTXt${keyword}`), 0, 0, 0, 0, 0];
  const typed = new Uint8Array([...body, ...utf8.encode(text)]);
  const chunk = new Uint8Array(4 + typed.length + 4);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, typed.length - 4);
  chunk.set(typed, 4);
  view.setUint32(4 + typed.length, crc32(typed));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, HEADER_END));
  whole.set(chunk, HEADER_END);
  whole.set(png.subarray(HEADER_END), HEADER_END + chunk.length);
  return whole;
}

/** As in PNG, annex D. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
