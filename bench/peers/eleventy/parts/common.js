// Parts used by several pages.
import { capitalize } from "../../content.mjs";
import { each, esc } from "./html.js";

export const phone = ({ href, text }) =>
  href ? `<a class="phone" href="${esc(href)}">${esc(text)}</a>` : `<span class="phone">${esc(text)}</span>`;

const ask = (chat) => `${esc(chat.ask)}${chat.phone ? `, ${phone(chat.phone)}` : ""}`;

const whose = ({ entrance, secondary, official }) =>
  entrance ? `чат подъезда&nbsp;${entrance}` : secondary ? "чат жителей" : official ? "официальный чат" : "чат в&nbsp;MAX";

const second = (chat) => (chat.secondary || chat.doubt ? " second" : "");

const STATES = {
  open: (chat, entrances) => `<p class="check${chat.doubt ? " doubt" : ""}">${esc(chat.checked)}</p>
<p><a class="button${second(chat)}" href="${esc(chat.href)}" rel="noopener noreferrer nofollow">Вступить в&nbsp;${whose(chat)}${chat.ordinal ?? ""}${entrances && !chat.entrance ? `: ${esc(entrances.toLowerCase())}` : ""}</a></p>
${chat.doubt && chat.ask ? `<p>Сомневаетесь? Спросите: ${ask(chat)}</p>` : ""}
<p class="small">Откроется приложение MAX.
${chat.approval ? " Вас впустит администратор. Иногда это не&nbsp;сразу." : ""}
${chat.official ? " Сверить чат можно в&nbsp;приложении «Госуслуги.Дом»: «Недвижимость»&nbsp;→ «Домовой чат»." : ""}
${chat.since ? ` ${esc(chat.since)}.` : ""}</p>`,
  poster: (chat) => `<p class="state">Ссылка только на&nbsp;объявлении</p>
<p class="screen">Владелец чата показывает ссылку только в&nbsp;подъезде. Наведите камеру телефона на&nbsp;код на&nbsp;объявлении.${chat.ask ? ` Нет объявления? Спросите: ${ask(chat)}` : ""}</p>
<p class="paper">Код ниже ведёт на&nbsp;страницу дома, не&nbsp;в&nbsp;чат. Ссылку на&nbsp;чат даёт тот, кто его ведёт.</p>`,
  gosuslugi: () => `<p class="state">Вход через «Госуслуги.Дом»</p>
<ol class="steps">
<li>Откройте приложение «Госуслуги.Дом».</li>
<li>Выберите «Недвижимость», потом «Домовой чат».</li>
<li>Нажмите на&nbsp;ссылку: откроется MAX.</li>
</ol>
<p><a class="button quiet" href="/gosuslugi-dom/">Подробнее о&nbsp;входе</a></p>`,
  hidden: (chat) => `<p class="state">Ссылки пока нет</p>
<p>Владелец чата не&nbsp;показывает ссылку на&nbsp;сайте.${chat.ask ? ` Спросите: ${ask(chat)}` : ""}</p>`,
  withdrawn: (chat) => `<p class="state warn">Ссылка отозвана ${esc(chat.withdrawn)}</p>
<p>Старое приглашение не&nbsp;открывайте, даже если его пришлют снова.${chat.replaced ? "</p>" : ` Новая ссылка появится здесь, когда её подтвердят.</p>
<p>Пока посмотрите <a href="/gosuslugi-dom/">в&nbsp;«Госуслуги.Дом»</a>${chat.ask ? ` или спросите: ${ask(chat)}` : ""}</p>`}`,
};

// A heading within a part of a house that has its own heading, or a heading of the page.
export const heading = (entrances, html) => (entrances ? `<h3>${html}</h3>` : `<h2>${html}</h2>`);

// `entrances` names the part of the house if two companies share it.
export const chat = (one, entrances) => `<section class="chat ${one.state}"${one.entrance && !one.replaced ? ` id="podezd-${one.entrance}"` : ""}>
${heading(entrances, `${esc(one.title)}${one.ordinal ?? ""}${one.state === "withdrawn" ? ": ссылка отозвана" : ""}`)}
${one.replaced ? "" : `<p>${esc(one.owner)}</p>`}
${STATES[one.state](one, entrances)}
${one.since && !["open", "withdrawn"].includes(one.state) ? `<p class="small">${esc(one.since)}.</p>` : ""}
</section>`;

const rowState = (chat, record) => {
  if (chat.state === "open") return `${record.rows_checked ? "" : ` <span class="check${chat.doubt ? " doubt" : ""}">${esc(chat.checked)}</span>`}${chat.approval ? " Вас впустит администратор." : ""}</span>
<a class="button${second(chat)}" href="${esc(chat.href)}" rel="noopener noreferrer nofollow" aria-label="Вступить в ${esc(chat.button)}${chat.ordinal ?? ""}">Вступить</a>`;
  if (chat.state === "gosuslugi") return ` Вход через «Госуслуги.Дом».</span>
<a class="button second" href="/gosuslugi-dom/" aria-label="Как войти в ${esc(chat.button)}${chat.ordinal ?? ""}">Как войти</a>`;
  return ` <span class="state">${chat.state === "poster" ? "Ссылка только на&nbsp;объявлении" : "Ссылки пока нет"}</span></span>`;
};

const row = (chat, record) => `<li${chat.entrance && !chat.ordinal ? ` id="podezd-${chat.entrance}"` : ""}><b>${chat.entrance ? `Подъезд&nbsp;${chat.entrance}` : esc(chat.title)}${chat.ordinal ?? ""}</b>
<span class="small">${record.rows_owner ? "" : esc(chat.owner)}${rowState(chat, record)}</li>`;

// The other chats of a record, a row each.
export const chatRows = (record) => `<section class="chat others">
${heading(record.entrances, record.rows_title)}
${record.rows_owner ? `<p>${esc(record.rows_owner)}</p>` : ""}
${record.rows_checked ? `<p class="check${record.rows[0].doubt ? " doubt" : ""}">${esc(record.rows_checked)}</p>` : ""}
<ul>
${each(record.rows, (chat) => row(chat, record))}
</ul>
${record.rows_ask || !record.chats ? `<p class="small">${record.chats ? "" : "Откроется приложение MAX."}${record.rows_ask ? ` Сомневаетесь или нет ссылки? Спросите: ${ask(record.rows_ask)}` : ""}</p>` : ""}
</section>`;

const channelNote = ({ topics, checked }) =>
  topics || checked ? `<span class="small line">${topics ? esc(capitalize(topics)) : ""}${topics && checked ? ". " : ""}${esc(checked)}</span>` : "";

// A channel's own title seldom tells a listener whose it is.
export const channels = ({ channels: all, name }) => `<ul class="channels">
${each(all, (one) => `<li><a href="${esc(one.href)}" rel="noopener noreferrer nofollow"${one.title.includes(name) ? "" : ` aria-label="${esc(one.title)}, ${esc(name)}"`}>${esc(one.title)}</a>${channelNote(one)}</li>`)}
</ul>`;

const row = (name, html) => `<div><dt>${name}</dt><dd>${html}</dd></div>`;

const link = (href, text, rel = "") => (href ? `<a href="${esc(href)}"${rel}>${esc(text)}</a>` : esc(text));

export const phoneRows = (one) => `${one.emergency ? `<div class="urgent"><dt>Аварийная служба круглосуточно</dt><dd>${phone(one.emergency)}</dd></div>` : ""}
${each(one.phones, (line) => row(esc(line.label ?? "Телефон"), phone(line)))}`;

export const placeRows = (one) => `${one.hours ? row("Часы приёма", esc(one.hours)) : ""}
${one.office ? row("Офис", esc(one.office)) : ""}`;

export const netRows = (one) => `${one.email ? row("Почта", link(one.email_href, one.email)) : ""}
${one.website ? row("Сайт", link(one.website_href, one.website, ' rel="noopener noreferrer nofollow"')) : ""}`;

export const legend = `<p class="small">✓&nbsp;— чат есть. Где отметки нет, там нет ссылки на&nbsp;сайте, но&nbsp;есть телефоны.</p>`;

export const houseRows = (houses) => `<ul class="houses">
${each(houses, (house) => `<li${house.double ? ' class="double"' : ""}${house.anchor ? ` id="${house.anchor}"` : ""}><a${house.has_chat ? ' class="yes"' : ""} href="${esc(house.href)}" aria-label="${esc(house.speech)}, ${esc(house.state)}"><span class="number">${esc(house.number)}</span>${house.marked ? ` <span class="mark">${esc(house.state)}</span>` : ""}</a></li>`)}
</ul>`;

const streetLink = (street) =>
  `<a href="${esc(street.href)}"><span>${street.before ? `${esc(street.before)} ` : ""}<b>${esc(street.name)}</b>${street.after ? ` ${esc(street.after)}` : ""}</span></a>`;

export const streetRow = (street) => `<li>${streetLink(street)} <span class="small">${esc(street.count)}</span></li>`;

export const streetItem = (street) => `<li>${streetLink(street)}</li>`;

export const safety = (site, names) => `<aside class="safety" aria-labelledby="bezopasno">
<h2 id="bezopasno">Не&nbsp;дайте себя обмануть</h2>
<p><strong>Код из СМС вводят только в самом приложении MAX при регистрации. Никому его не сообщайте.</strong></p>
<p>Адрес этого сайта&nbsp;— <strong class="typed">${esc(site.host)}</strong>. Он не&nbsp;спрашивает ни&nbsp;телефона, ни&nbsp;паспорта, ни&nbsp;карты.${names ? ` Сомневаетесь? Позвоните: ${esc(names)}.` : ""}</p>
<p><a href="${site.root}bezopasnost/">Как узнать поддельный код</a></p>
</aside>`;

export const search = (site) => `<form class="search" role="search" data-search action="${site.root}" data-field="${site.search.field}" data-module="${site.search.module}" data-base="${site.search.index}" data-root="${site.root}">
<label for="q">Улица и&nbsp;дом</label>
<div class="search-row"><input id="q" name="q" type="search" enterkeyhint="go" autocomplete="off" role="combobox" aria-expanded="false" placeholder="мира 12"><button class="button">Найти</button></div>
</form>`;

export const searchHead = (site) => `<script type="module" src="${site.search.loader}"></script>
<noscript><link rel="stylesheet" href="${site.no_script_stylesheet}"></noscript>
`;
