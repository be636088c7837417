// The frame of every page.
import { each, esc } from "./html.js";

export function frame(site, { head }, main, extra = "") {
  const title = esc(head.title);
  const description = esc(head.description);
  return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'">
<title>${title}${head.alone ? "" : ` — ${esc(site.title)}`}</title>
<meta name="description" content="${description}">
<link rel="canonical" href="${esc(head.canonical)}">
<meta property="og:url" content="${esc(head.canonical)}">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<meta name="theme-color" content="#14533f">
<meta property="og:type" content="website">
<meta property="og:locale" content="ru_RU">
<meta property="og:site_name" content="${esc(site.title)}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<link rel="icon" type="image/svg+xml" href="${esc(site.favicon)}">
<link rel="stylesheet" href="${esc(site.stylesheet)}">
<script src="${site.root}assets/page.js" defer></script>
${extra}${head.json_ld ? `<script type="application/ld+json">${head.json_ld}</script>` : ""}
</head>
<body>
<a class="skip" href="#main">К содержанию</a>
<header class="top">
<a class="name" href="${site.root}">${esc(site.title)}</a>
<a class="to-menu" href="#menu">Меню</a>
<nav aria-label="Разделы">
<a href="${site.root}doma/">Дома</a>
<a href="${site.root}uk/">УК</a>
<a href="${site.root}kak-vstupit/">Помощь</a>
</nav>
</header>
<main id="main">
${head.breadcrumbs ? `<nav class="crumbs" aria-label="Где вы">
<ol>
<li><a href="${site.root}">Главная</a></li>
${each(head.breadcrumbs, (crumb) => `<li><a href="${esc(crumb.href)}">${esc(crumb.text)}</a></li>`)}
</ol>
</nav>` : ""}
${main}
</main>
<footer class="bottom" id="menu">
<p>Единый номер экстренных служб&nbsp;— <a href="tel:112"><strong>112</strong></a></p>
<ul>
<li><a href="${site.root}doma/">Дома</a></li>
<li><a href="${site.root}uk/">Управляющие компании</a></li>
<li><a href="${site.root}kak-vstupit/">Как вступить в&nbsp;чат</a></li>
<li><a href="${site.root}bezopasnost/">Безопасность</a></li>
<li><a href="${site.root}rso/">Поставщики услуг</a></li>
<li><a href="${site.root}gorod/">Городские службы</a></li>
<li><a href="${site.root}dlya-uk/">Для управляющих компаний</a></li>
<li><a href="${site.root}pokrytie/">Чаты в&nbsp;цифрах</a></li>
<li><a href="${site.root}dostupnost/">Доступность</a></li>
<li><a href="${site.root}o-proekte/">О&nbsp;сайте</a></li>
</ul>
</footer>
</body>
</html>
`;
}
