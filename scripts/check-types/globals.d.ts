/** The beginning of the SHA-256 of search.js; the build writes it before region.js. */
declare const CORE: string;
