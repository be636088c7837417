// The values that the modules of site_src/search/ hand to one another.

/** What a word may be in an address. */
export interface Roles {
  types: string[]; // names of street types
  type?: boolean;
  slip?: boolean; // a type, with a slip
  house?: boolean; // «дом»
  corpus?: boolean;
  building?: boolean;
  litera?: boolean;
  inside?: boolean; // a flat or an entrance
  idle?: boolean; // to be passed over: «чат», «в», «город»
  region?: boolean;
  slash?: boolean; // «дробь»
}

/** A word or a number that was typed. */
export interface Token {
  word: string; // folded
  number: number; // -1 for other words
  said: boolean; // a number in words
  gap: string; // what stands before it: "" (glued to the last one), " ", "-", "/", ","
  latin: boolean; // in Latin letters
  index: number; // its place among all tokens
  roles: Roles;
  settlement?: boolean; // a word of a settlement's name
}

/** A word of a street's name. */
export interface Piece {
  word: string;
  number: number;
  id: number; // in the list of words, -1 for digits
}

export interface Street {
  name: string; // the title, its type a letter
  row: string; // its houses as the index writes them
  keys?: string[];
  start: number; // the number of its first house
  count: number;
  index: number;
  place: { name: string; words: number[] }; // its settlement
}

/** One of a street's names. */
export interface Variant {
  street: Street;
  old: boolean; // not its own title
  former: string; // as the index writes it, if the street was called so
  type: string | undefined;
  list: Piece[];
}

/** A house as it was typed. */
export interface TypedHouse {
  number?: number;
  at?: Token; // of the number
  flat?: boolean; // a further number, probably of a flat
  letter: string[]; // letters that it may be
  parts: [string, string][]; // mark and value, ["k", "2"]
  rest: Token[]; // what makes no sense in a house
}

/** How well a street fits. */
export interface Weighed {
  street: Street;
  cost: number;
  weak: boolean;
  house: TypedHouse;
  former: string; // the name that was typed, if the street was called so
}

export interface Hit {
  kind: string;
  path: string;
  label: string;
  url?: string;
  exact?: boolean;
  street?: string;
  number?: string; // of a house
  house?: number; // its number in the index
  chat?: boolean;
  company?: string;
  id?: string;
  former?: string; // the street's former name, if it was typed
}

/** An organisation by its name. */
export interface NamedHit extends Hit {
  cost: number;
}

export interface Answer {
  cost: number;
  hits: Hit[];
  nearest: Hit[];
  why: string;
  absent?: string; // the house that isn't there
}

export interface Found {
  hits: Hit[];
  nearest: Hit[];
  why: string;
  absent?: string;
  lacking: string[];
  more: string[];
}

export interface Words {
  ids: Map<string, number>;
  add(word: string): number;
  find(typed: string, latin: boolean): Map<number, number>;
}

/** The first block of the index. */
export interface Head {
  city: string;
  slash: string;
  types: string[];
  ids?: { width: number; first: string[] };
  org?: { names: number; chunk: number; block: number; width: number };
}

export interface City {
  head: Head;
  words: Words;
  byWord: Variant[][];
  byNumber: Record<number, Variant[]>;
  places: Set<string>;
  own: string[];
  keys(street: Street): string[];
  streetHit(street: Street, former?: string): Hit;
  houseHit(street: Street, at: number, former?: string): Hit;
  byOrdinal(house: number): Hit;
}

export interface Organisations {
  list: { label: string }[];
  find(query: string): NamedHit[];
}

/** What `open` of search.js gives. */
export interface Index {
  find(typed: string): Found;
  ask(query: string, rounds?: number): Promise<Found>;
}

export interface Answering {
  ok: boolean;
  status: number;
  text(): Promise<string>;
}
