// A building's page.
import encode from "qr";

import { CODE, capitalize, draw } from "../../content.mjs";
import { channels, chat, chatRows, heading, phone, phoneRows, placeRows, safety } from "./common.js";
import { each, esc } from "./html.js";

const shared = new Map();

// Shared parts are rendered once.
function once(key, make) {
  let html = shared.get(key);
  if (html === undefined) shared.set(key, (html = make()));
  return html;
}

const cityPhones = (suppliers, authorities) => `<dl class="contacts city">
${each(suppliers, (one) => `<div><dt><a href="${esc(one.href)}">${esc(capitalize(one.services))}${one.emergency || one.phones ? ` <span class="small">${esc(one.name)}</span>` : ""}</a></dt><dd>${one.emergency ? phone(one.emergency) : one.phones ? phone(one.phones[0]) : esc(one.name)}</dd></div>`)}
${each(authorities.filter((one) => one.emergency), (one) => `<div><dt><a href="${esc(one.href)}">${esc(one.name)}</a></dt><dd>${phone(one.emergency)}</dd></div>`)}
<div><dt>Пожар, угроза жизни</dt><dd><a class="phone" href="tel:112">112</a></dd></div>
</dl>`;

const company = (one) => `${one.hours || one.office ? `<dl class="contacts">
${placeRows(one)}
</dl>` : ""}
${one.channels ? channels(one) : ""}`;

const plate = ({ plate: { settlement, street, number, rest }, speech }) =>
  `<h1 class="plate" aria-label="${esc(speech)}"><span class="street">${settlement ? `${esc(settlement)}, ` : ""}${esc(street)}</span> <span class="door"><span class="house">${esc(number)}${rest ? ` <small>${esc(rest)}</small>` : ""}</span></span></h1>`;

const noChat = (record, one) => `<section class="chat none">
${heading(record.entrances, "Ссылки на&nbsp;чат у&nbsp;нас пока нет")}
<p>Посмотрите в&nbsp;приложении «Госуслуги.Дом»${record.managed ? ` или ${record.phone ? `позвоните: ${phone(record.phone)},` : "спросите:"} ${esc(one.name)}` : ""}.</p>
<p><a class="button quiet" href="/gosuslugi-dom/">Как войти через «Госуслуги.Дом»</a></p>
</section>`;

const live = (record) => (record.chats ?? []).filter((one) => one.state !== "withdrawn");
const withdrawn = (record) => (record.chats ?? []).filter((one) => one.state === "withdrawn");

const chats = (record, one) => `${record.entrances ? `<h2 class="part">${esc(record.entrances)}: ${esc(one.name)}</h2>` : ""}
${each(live(record), (one) => chat(one, record.entrances))}
${record.rows ? chatRows(record) : ""}
${each(withdrawn(record), (one) => chat(one, record.entrances))}
${record.chats || record.rows ? "" : noChat(record, one)}
${record.note ? `<div class="note">${record.note}</div>` : ""}
${record.poster ? `<p class="small"><a href="${esc(record.poster)}">Объявление для подъезда, PDF</a></p>` : ""}`;

const phones = (record, one) => `${record.entrances ? `<h3>${esc(record.entrances)}: ${esc(one.name)}</h3>` : ""}
${once(`phones ${record.organization}`, () => `<dl class="contacts">
${phoneRows(one)}
</dl>`)}`;

const organization = (record, one) => `<section class="organization">
<h2>${record.managed ? `<a href="${esc(one.href)}">${esc(one.name)}</a>` : "Управляют сами собственники"}</h2>
${record.entrances ? `<p class="small">${esc(record.entrances)}</p>` : ""}
${once(record.organization, () => company(one))}
</section>`;

export function house(site, page, organizations) {
  const of = (record) => organizations[record.organization];
  const { suppliers = [], authorities = [] } = page;
  return `${plate(page)}
${page.facts || page.aliases ? `<p class="facts small">${esc(page.facts)}${page.facts && page.aliases ? ". " : ""}${page.aliases ? `Другой адрес дома: ${esc(page.aliases)}` : ""}</p>` : ""}
${each(page.records, (record) => chats(record, of(record)))}
${page.help ? `<p class="guard">Код из&nbsp;СМС никому не&nbsp;сообщайте.</p>
<ul class="help">
<li><a href="${site.root}kak-vstupit/#ne-otkryvaetsya">Не&nbsp;открывается?</a></li>
<li><a href="${site.root}kak-vstupit/#net-max">Нет MAX?</a></li>
<li><a href="#bezopasno">Как не&nbsp;попасться мошенникам</a></li>
</ul>` : ""}
<section class="phones" aria-labelledby="telefony">
<h2 id="telefony">Телефоны</h2>
${each(page.records, (record) => phones(record, of(record)))}
${once(`city ${suppliers.join(" ")}`, () => cityPhones(...[suppliers, authorities].map((all) => all.map((one) => organizations[one]))))}
</section>
${each(page.records, (record) => organization(record, of(record)))}
${page.city_channels ? `<p class="more"><a href="${site.root}gorod/">Каналы и&nbsp;телефоны города</a></p>` : ""}
${safety(site, page.managers)}
<section class="code" aria-labelledby="sosedu">
<h2 id="sosedu"><span class="narrow">Покажите соседу</span><span class="broad">Откройте в&nbsp;телефоне</span><span class="paper">Страница нашего дома</span></h2>
${process.env.NO_CODES ? "" : draw(encode(page.code, ...CODE), esc(page.code_typed))}
<div>
<p>Наведите камеру телефона или наберите:</p>
<p class="typed">${esc(site.host)}<wbr>${esc(page.code_typed.slice(site.host.length))}</p>
<p class="screen"><button class="button quiet" type="button" hidden data-share>Поделиться</button></p>
</div>
</section>
<nav class="neighbours" aria-labelledby="sosedi">
<h2 id="sosedi">Соседние дома</h2>
<ul>
${each(page.neighbours, (one) => `<li><a href="${esc(one.href)}">дом&nbsp;${esc(one.text)}</a></li>`)}
<li><a href="${esc(page.street.href)}">Все дома: ${esc(page.street.text)}</a></li>
</ul>
</nav>
<p class="report"><a href="${esc(page.report_href)}">Сообщить об&nbsp;ошибке на&nbsp;этой странице</a></p>`;
}
