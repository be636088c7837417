// Text → HTML.
const MEANINGFUL = /[&<>"']/;
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

export function esc(value) {
  const text = String(value ?? "");
  return MEANINGFUL.test(text) ? text.replace(/[&<>"']/g, (char) => ENTITIES[char]) : text;
}

export const each = (items, make) => (items ?? []).map(make).join("\n");
