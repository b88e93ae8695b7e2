"""Pictures made small: the 256 colours a screen uses most, the rest moved to the nearest, and hard compression."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

from playwright.sync_api import Page

#: In a blank page: the picture's size, its palette and one number a pixel.
_PALETTE = """async source => {
  const bytes = Uint8Array.from(atob(source), letter => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}), {colorSpaceConversion: 'none'});
  const canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  const pixels = new Uint32Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer);
  const count = new Map();
  for (const pixel of pixels) count.set(pixel, (count.get(pixel) || 0) + 1);
  const often = [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(pair => pair[0]);
  const palette = often.slice(0, 256);
  const part = (colour, shift) => (colour >> shift) & 255;
  const place = new Map(palette.map((colour, number) => [colour, number]));
  for (const colour of often.slice(256)) {
    let best = 0, least = Infinity;
    palette.forEach((other, number) => {
      const far = [0, 8, 16].reduce((sum, shift) => sum + (part(colour, shift) - part(other, shift)) ** 2, 0);
      if (far < least) { least = far; best = number; }
    });
    place.set(colour, best);
  }
  const numbers = new Uint8Array(pixels.length);
  pixels.forEach((pixel, at) => { numbers[at] = place.get(pixel); });
  let text = '';
  for (let at = 0; at < numbers.length; at += 32768) text += String.fromCharCode(...numbers.subarray(at, at + 32768));
  return {width: picture.width, height: picture.height, numbers: btoa(text),
    palette: palette.flatMap(colour => [part(colour, 0), part(colour, 8), part(colour, 16)])};
}"""


def made_small(blank: Page, png: bytes) -> bytes:
    """The same picture with a palette. ``blank`` is an empty page that does the counting."""
    found: dict[str, Any] = blank.evaluate(_PALETTE, base64.b64encode(png).decode())
    width, height = found["width"], found["height"]
    numbers = base64.b64decode(found["numbers"])
    rows = b"".join(b"\0" + numbers[row * width : (row + 1) * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", bytes(found["palette"])), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, body) for kind, body in parts)


def _part(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
