// A building's page.
import encode from "qr";

import { CODE, capitalize, draw } from "../../content.mjs";
import { channels, chat, contacts, phone, safety } from "./common.js";
import { each, esc } from "./html.js";

const shared = new Map();

// Shared parts are rendered once.
function once(key, make) {
  let html = shared.get(key);
  if (html === undefined) shared.set(key, (html = make()));
  return html;
}

const supplier = (one) =>
  `<li><span class="line">${esc(capitalize(one.services))}</span> <a href="${esc(one.href)}">${esc(one.name)}</a>${one.emergency ? ` <span class="line">Аварийная: ${phone(one.emergency)}</span>` : ""}</li>`;

const authority = (one) => `<h3><a href="${esc(one.href)}">${esc(one.name)}</a></h3>
${one.emergency ? `<p>Диспетчерская: ${phone(one.emergency)}</p>` : ""}
${one.channels ? channels(one.channels) : ""}`;

const company = (one) => `${contacts(one)}
${one.channels ? `<h3>Каналы</h3>
${channels(one.channels)}` : ""}`;

const plate = ({ settlement, street, number, rest }, speech) =>
  `<h1 class="plate" aria-label="${esc(speech)}"><span class="street">${settlement ? `${esc(settlement)}, ` : ""}${esc(street)}</span> <span class="house">${esc(number)}${rest ? ` <small>${esc(rest)}</small>` : ""}</span></h1>`;

const chats = (record, one) => `${record.entrances ? `<h2 class="part">${esc(record.entrances)}: ${esc(one.name)}</h2>` : ""}
${(record.numbers ?? []).length > 2 ? `<nav class="entrances" aria-label="Ваш подъезд"><span>Ваш подъезд:</span>
<ul class="index">
${each(record.numbers, (number) => `<li><a href="#podezd-${number}">${number}</a></li>`)}
</ul>
</nav>` : ""}
${record.chats?.length ? each(record.chats, (one) => chat(one, record.entrances)) : `<section class="chat none">
<h2>Чата пока нет</h2>
<p>Ссылки на&nbsp;чат этого дома у&nbsp;нас нет. Посмотрите в&nbsp;приложении «Госуслуги.Дом»${record.managed ? ` или спросите: ${esc(one.name)}` : ""}.</p>
<p><a class="button quiet" href="/gosuslugi-dom/">Через «Госуслуги.Дом», по&nbsp;шагам</a></p>
</section>`}
${record.note ? `<div class="note">${record.note}</div>` : ""}
${record.poster ? `<p class="small"><a href="${esc(record.poster)}">Объявление для подъезда, PDF</a></p>` : ""}`;

const organization = (record, one) => `<section class="organization">
<h2>${record.managed ? `<a href="${esc(one.href)}">${esc(one.name)}</a>` : "Управляют сами собственники"}</h2>
${record.entrances ? `<p class="small">${esc(record.entrances)}</p>` : ""}
${once(record.organization, () => company(one))}
</section>`;

export function house(site, page, organizations) {
  const of = (record) => organizations[record.organization];
  const { suppliers, authorities } = page;
  return `${plate(page.plate, page.speech)}
${page.facts || page.aliases ? `<p class="small">${esc(page.facts)}${page.facts && page.aliases ? ". " : ""}${page.aliases ? `Другой адрес дома: ${esc(page.aliases)}` : ""}</p>` : ""}
${each(page.records.filter((record) => of(record).emergency), (record) => `<p class="alarm"><span>Аварийная служба${record.entrances ? `, ${esc(record.entrances.toLowerCase())}` : ""}, круглосуточно:</span> ${phone(of(record).emergency)}</p>`)}
${each(page.records, (record) => chats(record, of(record)))}
<p class="guard">Код из&nbsp;СМС никому не&nbsp;сообщайте. <a href="#bezopasno">Как не&nbsp;попасться</a></p>
<section class="begin">
<h2>Нет MAX в&nbsp;телефоне?</h2>
<p>Установите его из&nbsp;магазина приложений своего телефона, зарегистрируйтесь и&nbsp;вернитесь на&nbsp;эту страницу. <a href="${site.root}kak-vstupit/#net-max">По&nbsp;шагам</a></p>
</section>
<section class="code">
${process.env.NO_CODES ? "" : draw(encode(page.code, ...CODE))}
<div>
<h2>Код этой страницы</h2>
<p class="screen">Покажите его соседу: пусть наведёт камеру телефона. Или продиктуйте адрес:</p>
<p class="paper">Наведите камеру телефона: откроется страница дома. Или наберите адрес:</p>
<p class="typed">${esc(site.host)}<wbr>${esc(page.code_typed.slice(site.host.length))}</p>
</div>
</section>
${each(page.records, (record) => organization(record, of(record)))}
${suppliers ? once(suppliers.join(" "), () => `<section class="suppliers">
<h2>Поставщики услуг</h2>
<ul class="rows suppliers">
${each(suppliers, (one) => supplier(organizations[one]))}
</ul>
</section>`) : ""}
${authorities ? once("authorities", () => `<section class="authorities">
<h2>Город</h2>
${each(authorities, (one) => authority(organizations[one]))}
</section>`) : ""}
<section class="trouble">
<h2>Чат не&nbsp;открывается?</h2>
<ul>
<li>Обновите страницу: ссылку могли заменить.</li>
<li>Проверьте, что MAX установлен и&nbsp;вы в&nbsp;нём зарегистрированы.</li>
<li>Не&nbsp;помогло? <a href="${site.root}kak-vstupit/#ne-otkryvaetsya">Что ещё попробовать</a></li>
</ul>
</section>
${safety(site, page.managers)}
<nav class="neighbours" aria-labelledby="sosedi">
<h2 id="sosedi">Соседние дома</h2>
<ul>
${each(page.neighbours, (one) => `<li><a href="${esc(one.href)}">дом&nbsp;${esc(one.text)}</a></li>`)}
<li><a href="${esc(page.street.href)}">Все дома: ${esc(page.street.text)}</a></li>
</ul>
</nav>
<p class="report"><a href="${esc(page.report_href)}">Сообщить об&nbsp;ошибке на&nbsp;этой странице</a></p>`;
}
