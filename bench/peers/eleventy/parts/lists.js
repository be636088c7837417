// All pages except the houses'.
import { capitalize } from "../../content.mjs";
import {
  channels, chat, houseRows, legend, netRows, phoneRows, placeRows, safety, search, streetItem, streetRow,
} from "./common.js";
import { each, esc } from "./html.js";

export const lists = {
  home: (site, page) => `<h1>Чат вашего дома в&nbsp;MAX</h1>
<p class="lead">${esc(site.city)}, ${esc(page.houses)}. По&nbsp;адресу найдёте чат дома, аварийный телефон и&nbsp;управляющую компанию.</p>
${search(site)}
<section class="broad-list" aria-labelledby="ulitsy">
<h2 id="ulitsy">Все улицы</h2>
${page.letters[0].streets?.length ? `<ul class="rows columns">
${each(page.letters.flatMap((letter) => letter.streets), streetItem)}
</ul>` : `<ul class="index">
${each(page.letters, (letter) => `<li><a href="${site.root}doma/#${letter.anchor}" aria-label="Улицы на ${esc(letter.letter)}">${esc(letter.letter)}</a></li>`)}
</ul>`}
${page.settlements ? `<h3>Районы и&nbsp;посёлки</h3>
<ul class="rows">
${each(page.settlements, streetRow)}
</ul>` : ""}
</section>
<section aria-labelledby="drugie">
<h2 id="drugie">Ещё на&nbsp;сайте</h2>
<ul class="ways">
<li><a href="${site.root}kak-vstupit/">Как вступить в&nbsp;чат</a> <span class="small">по&nbsp;шагам, и&nbsp;что делать, если он не&nbsp;открывается</span></li>
<li><a href="${site.root}uk/">Управляющие компании</a> <span class="small">телефоны, каналы, дома</span></li>
${page.suppliers ? `<li><a href="${site.root}rso/">Поставщики услуг</a> <span class="small">свет, тепло, вода, газ: аварийные телефоны</span></li>` : ""}
${page.authorities ? `<li><a href="${site.root}gorod/">Городские службы</a> <span class="small">отключения, уборка снега, собрания</span></li>` : ""}
<li><a href="${site.root}dlya-uk/">Вы работаете в&nbsp;УК?</a> <span class="small">как добавить дома и&nbsp;напечатать объявления</span></li>
</ul>
</section>
${safety(site, "")}`,

  streets: (site, page) => `<h1>${esc(page.heading)}: улицы</h1>
${search(site)}
${page.settlements ? `<section>
<h2 id="rayony">Районы и&nbsp;посёлки</h2>
<ul class="rows">
${each(page.settlements, streetRow)}
</ul>
</section>` : ""}
${page.letters.length > 3 ? `<nav aria-label="По алфавиту">
<ul class="index">
${each(page.letters, (letter) => `<li><a href="#${letter.anchor}" aria-label="Улицы на ${esc(letter.letter)}">${esc(letter.letter)}</a></li>`)}
</ul>
</nav>` : ""}
<div class="broad-list">
${each(page.letters, (letter) => `<section class="letter">
<h2 id="${letter.anchor}">${esc(letter.letter)}</h2>
<ul class="rows columns">
${each(letter.streets, streetRow)}
</ul>
</section>`)}
</div>`,

  street: (site, page) => `<h1>${page.settlement ? `<span class="over">${esc(page.settlement)}</span> ` : ""}${esc(page.heading)}</h1>
<p class="small">${esc(page.coverage)}.${page.former ? ` Прежнее название: ${esc(page.former)}.` : ""}</p>
${legend}
${page.jumps ? `<nav aria-label="По номерам">
<ul class="index">
${each(page.jumps, (jump) => `<li><a href="${esc(jump.href)}" aria-label="Дома ${esc(jump.text)}">${esc(jump.text)}</a></li>`)}
</ul>
</nav>` : ""}
${houseRows(page.houses)}
<p>Вашего дома нет в&nbsp;списке? <a href="${site.root}o-proekte/#svyaz">Сообщите нам</a>.</p>
<p><a href="${esc(page.up.href)}">Все улицы: ${esc(page.up.text)}</a></p>`,

  organizations: (site, page) => `<h1>${esc(page.heading)}</h1>
<p>${esc(page.intro)}</p>
<ul class="rows">
${each(page.rows, (row) => `<li><a href="${esc(row.href)}">${esc(row.name)}</a> <span class="small">${esc(row.note)}</span></li>`) || "<li>Пока никого нет.</li>"}
</ul>`,

  organization: (site, { organization, former, about, streets, coverage, posters, up }) => `<h1>${esc(organization.name)}</h1>
<p class="small">${esc(capitalize(organization.kind))}${organization.services ? `: ${esc(organization.services)}` : ""}</p>
${former ? `<p class="small">Прежнее название: ${esc(former)}</p>` : ""}
<dl class="contacts">
${phoneRows(organization)}
${placeRows(organization)}
${netRows(organization)}
</dl>
${about ? `<div class="note">${about}</div>` : ""}
${organization.channels ? `<section>
<h2>Каналы в&nbsp;MAX</h2>
${channels(organization)}
</section>` : ""}
${each(organization.chats, (one) => chat(one))}
${streets ? `<section class="broad-list">
<h2>Дома</h2>
<p class="small">${esc(coverage)}.</p>
${legend}
${each(streets, (street) => `<h3>${esc(street.title)}</h3>
${houseRows(street.houses)}`)}
</section>` : ""}
${posters ? `<p><a href="${esc(posters)}">Объявления для подъездов, PDF</a>: список для обхода и&nbsp;все дома по&nbsp;порядку.</p>` : ""}
<p><a href="${esc(up.href)}">${esc(up.text)}</a></p>`,

  text: (site, page) => `<article class="text">
<h1>${esc(page.heading)}</h1>
${page.body}
</article>`,
};
