'use strict';

// Text only ever enters the page as textContent: what a vendor says cannot become markup.
const SHOWN = 100;
const byId = (id) => document.getElementById(id);

const time = (millis) => new Date(millis).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });

function cell(value, style) {
  const td = document.createElement('td');
  const nothing = value === null || value === undefined || value === '';
  td.textContent = nothing ? '–' : style?.includes('time') ? time(value) : String(value);
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

function showListing({ id, count, empty, rows }) {
  byId(`${id}-count`).textContent = `(${count})`;
  fill(id, rows.map((cells) => cells.map(({ value, style }) => cell(value, style))), empty);
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
    page.listings.forEach(showListing);
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
