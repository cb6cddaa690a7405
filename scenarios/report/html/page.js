'use strict';
// Shows on demand what the page has as data. Texts of a run become text nodes only, never markup.
(function () {
  var all = function (selector, root) { return Array.from((root || document).querySelectorAll(selector)); };
  var byId = function (id) { return document.getElementById(id); };
  var parsed = {};
  function data(id) {
    if (!(id in parsed)) parsed[id] = JSON.parse(byId(id).textContent);
    return parsed[id];
  }
  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }
  function scenarioOf(element) { return element.closest('.scenario').id.slice(1); }

  // XML on one line becomes one element a line; whatever else stays as it is.
  function indented(text) {
    if (text.charAt(0) !== '<') return text;
    var depth = 0, lines = [];
    text.replace(/>\s*</g, '>\n<').split('\n').forEach(function (line) {
      if (/^<\//.test(line)) depth = Math.max(0, depth - 1);
      lines.push('  '.repeat(Math.min(depth, 20)) + line);
      if (/^<[^\/!?]/.test(line) && !/\/>$/.test(line) && !/<\//.test(line)) depth += 1;
    });
    return lines.join('\n');
  }
  function bodyBox(title, number) {
    var box = make('div'), plain = number === null ? null : data('bodies')[number];
    box.append(make('div', 't', plain === null ? title + ': none' : title));
    if (plain === null) return box;
    var pre = make('pre', '', indented(plain));
    if (pre.textContent !== plain) {
      var button = make('button', '', 'as sent');
      button.type = 'button';
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', function () {
        var raw = button.getAttribute('aria-pressed') === 'false';
        button.setAttribute('aria-pressed', String(raw));
        pre.textContent = raw ? plain : indented(plain);
      });
      box.firstChild.append(' ', button);
    }
    pre.tabIndex = 0;  // it scrolls, so the keyboard must get there
    pre.setAttribute('role', 'region');
    pre.setAttribute('aria-label', title);
    box.append(pre);
    return box;
  }
  function fillCall(details) {
    var call = data('d' + scenarioOf(details)).calls[details.dataset.call];
    var body = details.lastElementChild, list = make('dl');
    call.facts.forEach(function (fact) {
      var row = make('div');
      row.append(make('dt', '', fact[0]), make('dd', '', fact[1]));
      list.append(row);
    });
    body.append(list);
    if (call.left_out) return body.append(make('p', 't', 'Of calls of one operation that went well the bodies of the first two of a phase are kept.'));
    var bodies = make('div', 'bodies');
    bodies.append(bodyBox('Request', call.request), bodyBox(call.as_sent ? 'Response, as the server sent it' : 'Response', call.response));
    body.append(bodies);
  }

  // A line with the ID of a fault is marked, in both logs; the ID leads to its next place.
  function logLine(text, ids) {
    var line = make('span', 'ln'), id = ids.find(function (one) { return text.indexOf(one) >= 0; });
    if (id === undefined) {
      line.textContent = text + '\n';
      return line;
    }
    line.classList.add('hit');
    var at = text.indexOf(id), button = make('button', 'id', id);
    button.type = 'button';
    button.dataset.id = id;
    button.title = 'Go to the next place of this fault ID';
    line.append(text.slice(0, at), button, text.slice(at + id.length) + '\n');
    return line;
  }
  function logSide(pieces, ids) {
    var side = make('div');
    pieces.forEach(function (piece) {
      side.append(make('div', 't', piece[0]));
      var pre = make('pre');
      piece[1].replace(/\n$/, '').split('\n').forEach(function (text) { pre.append(logLine(text, ids)); });
      side.append(pre);
    });
    if (!pieces.length) side.append(make('div', 't', '—'));
    return side;
  }
  function fillLogs(details) {
    var number = scenarioOf(details), logs = data('d' + number).logs[Number(details.dataset.phase)];
    var body = details.lastElementChild, head = make('div', 'pair');
    head.append(make('b', '', 'Clients'), make('b', '', 'Server'));
    body.append(head);
    logs.rows.forEach(function (entry) {
      var row = make('div', 'row'), label = make('div', 't'), link = make('a', '', entry[1]), pair = make('div', 'pair');
      link.href = '#s' + number + '-e' + entry[0];
      label.append(link);
      pair.append(logSide(entry[2], logs.ids), logSide(entry[3], logs.ids));
      row.append(label, pair);
      body.append(row);
    });
  }
  function fill(details) {
    if (details.dataset.filled) return;
    details.dataset.filled = 'yes';
    if (details.classList.contains('call')) fillCall(details);
    else if (details.classList.contains('logs')) fillLogs(details);
  }
  document.addEventListener('toggle', function (event) {
    if (event.target.open) fill(event.target);
  }, true);

  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button.id');
    if (!button) return;
    var same = all('button.id', button.closest('.logs')).filter(function (one) { return one.dataset.id === button.dataset.id; });
    all('.now').forEach(function (one) { one.classList.remove('now'); });
    var next = same[(same.indexOf(button) + 1) % same.length];
    next.classList.add('now');
    next.focus({preventScroll: true});
    next.scrollIntoView({block: 'center'});
  });

  // A link to something folded unfolds it.
  function reveal() {
    var target = /^#s\d+(-[pe]\d+)?$/.test(location.hash) && byId(location.hash.slice(1));
    if (!target) return;
    for (var up = target; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
    var call = target.querySelector(':scope > details.call');
    if (call) call.open = true;
    target.scrollIntoView();
    var summary = target.querySelector('summary');
    if (summary) summary.focus({preventScroll: true});
  }
  window.addEventListener('hashchange', reveal);
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) reveal();
  });

  var find = byId('find'), shown = byId('shown'), form = document.querySelector('.filter');
  var rows = all('.list tbody tr'), scenarios = all('.scenario');
  function filter() {
    var words = find.value.toLowerCase().split(/\s+/), kind = form.elements.show.value, count = 0;
    rows.forEach(function (row, i) {
      var text = row.textContent.toLowerCase();
      var fits = (!kind || row.dataset.v === kind) && words.every(function (word) { return text.indexOf(word) >= 0; });
      row.hidden = scenarios[i].hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = count === rows.length ? '' : count + ' of ' + rows.length;
  }
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  function openAll(open) {
    scenarios.forEach(function (one) { if (!one.hidden) one.open = open; });
  }
  byId('open').addEventListener('click', function () { openAll(true); });
  byId('close').addEventListener('click', function () { openAll(false); });
  document.addEventListener('keydown', function (event) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    event.preventDefault();
    find.focus();
  });

  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = scenarios.filter(function (one) { return !one.open && !one.hidden; });
    opened.forEach(function (one) { one.open = true; });
  });
  window.addEventListener('afterprint', function () { opened.forEach(function (one) { one.open = false; }); });
  reveal();
})();
