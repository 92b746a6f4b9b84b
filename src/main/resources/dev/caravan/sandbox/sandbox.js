'use strict';

// Text only ever enters the page as textContent: what a vendor says cannot become markup.
const SHOWN = 100;
const byId = (id) => document.getElementById(id);

function cell(text, style) {
  const td = document.createElement('td');
  td.textContent = text === null || text === undefined || text === '' ? '–' : String(text);
  if (style) td.className = style;
  return td;
}

function fill(id, rows, nothing) {
  const heads = byId(id).parentElement.tHead.rows[0].cells;
  const lines = rows.map((cells) => {
    const tr = document.createElement('tr');
    cells.forEach((td, column) => { td.dataset.label = heads[column].textContent; });
    tr.append(...cells);
    return tr;
  });
  if (lines.length === 0) {
    const tr = document.createElement('tr');
    const td = cell(nothing, 'none');
    td.colSpan = heads.length;
    tr.append(td);
    lines.push(tr);
  }
  byId(id).replaceChildren(...lines);
}

function members(object) {
  const { '@class': name, ...rest } = object;
  const values = Object.entries(rest)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return `${name}: ${values.join(', ')}`;
}

// How a column with such a word in its style shows a value.
const FORMS = {
  time: (millis) => new Date(millis).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' }),
  count: (entries) => entries.length,
  members,
};

function member(row, { member: pointer, style }) {
  const value = pointer.split('/').slice(1).reduce((part, name) => part?.[name], row);
  const words = style.split(' ');
  if (words.includes('priority') && value === 'Critical' && !row.resolved) words.push('critical');
  if (words.includes('status') && row.resolved) words.push('done');
  const form = words.map((word) => FORMS[word]).find(Boolean);
  return cell(form && value ? form(value) : value, words.join(' '));
}

function showTable({ id, count, empty, columns, rows }) {
  byId(`${id}-count`).textContent = `(${count})`;
  fill(id, rows.map((row) => columns.map((column) => member(row, column))), empty);
}

function showLimits(state) {
  const limits = Object.entries(state.limits).flatMap(([account, buckets]) =>
    Object.entries(buckets).filter(([, use]) => use.total > 0).map(([bucket, use]) => [
      cell(account), cell(bucket), cell(use.used, 'number'), cell(use.peak, 'number'),
      cell(`${use.limit} in ${use.windowMs / 1000} s`, 'number'),
      cell(use.refused, use.refused > 0 ? 'number critical' : 'number'),
    ]));
  fill('limits', limits, 'No requests yet.');
  const requests = Object.entries(state.requests).flatMap(([account, statuses]) =>
    Object.entries(statuses).map(([status, count]) =>
      [cell(account), cell(status, 'number'), cell(count, 'number')]));
  fill('requests', requests, 'No requests yet.');
}

async function json(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

async function refresh() {
  try {
    const [state, page] = await Promise.all([
      json('/control/state'),
      json(`/control/page?limit=${SHOWN}`),
    ]);
    page.tables.forEach(showTable);
    showLimits(state);
    byId('counts').className = '';
    byId('counts').textContent = [page.headline,
      `faults waiting: ${state.faultsWaiting}, met: ${state.faultsMet}`].filter(Boolean).join(' · ');
  } catch (error) {
    byId('counts').className = 'lost';
    byId('counts').textContent = `The sandbox does not answer (${error.message}).`;
  }
}

async function loop() {
  if (!document.hidden) await refresh();
  setTimeout(loop, 2000);
}

for (const button of document.querySelectorAll('button[data-post]')) {
  button.addEventListener('click', async () => {
    await json(button.dataset.post, { method: 'POST', body: button.dataset.body }).catch(() => {});
    await refresh();
  });
}
loop();
