// Parts rendered once, by name.
export const made = new Map();
