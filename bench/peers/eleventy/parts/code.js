// A QR code as inline SVG: one path, a stroke for each run of dark modules.
import encode from "qr";

const QUIET_ZONE = 4;

export function code(payload) {
  const rows = encode(payload, "raw", { ecc: "high", border: QUIET_ZONE });
  let path = "";
  for (let y = 0; y < rows.length; y += 1) {
    for (let x = 0; x < rows.length; x += 1) {
      if (!rows[y][x]) continue;
      const start = x;
      while (rows[y][x]) x += 1;
      path += `M${start} ${y}.5h${x - start}`;
    }
  }
  return `<svg viewBox="0 0 ${rows.length} ${rows.length}" role="img"><path d="${path}"/></svg>`;
}
