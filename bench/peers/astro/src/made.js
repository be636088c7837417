// Parts that are made once, by name.
export const made = new Map();
