import { esc } from "../parts/html.js";

export const data = {
  pagination: { data: "city.redirects", size: 1, alias: "redirect" },
  eleventyExcludeFromCollections: true,
  permalink: ({ redirect }) => `${redirect.old}index.html`,
};

export const render = ({ redirect: { target, text, head } }) => `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<title>${esc(text)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=${target}">
<link rel="canonical" href="${esc(head.canonical)}">
</head>
<body><p><a href="${target}">${esc(text)}</a></p></body>
</html>
`;
