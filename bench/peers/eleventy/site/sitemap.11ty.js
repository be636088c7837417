export const data = { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };

export const render = ({ city }) => `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${city.paths.map((path) => `<url><loc>${city.site.base_url}${path}${path && "/"}</loc></url>`).join("\n")}
</urlset>
`;
